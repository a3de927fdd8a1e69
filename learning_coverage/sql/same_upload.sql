-- One row per upload not withdrawn with the same bytes, newest first, with the name of its rows.
SELECT upload_id, rows
FROM upload($as_of)
WHERE raw = $raw AND NOT is_withdrawn
ORDER BY upload_id DESC;
