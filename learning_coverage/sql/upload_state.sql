-- One row per upload: whether it is withdrawn, and the name of its rows in the archive.
SELECT upload_id, is_withdrawn, rows FROM upload($as_of) ORDER BY upload_id;
