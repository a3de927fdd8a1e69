-- One row: the newest upload that counts (NULL without one).
SELECT max(upload_id) AS upload_id, max_by(received_at, upload_id) AS received_at,
    max_by(made_by, upload_id) AS made_by, max_by(file_name, upload_id) AS file_name
FROM upload($as_of)
WHERE NOT is_withdrawn;
