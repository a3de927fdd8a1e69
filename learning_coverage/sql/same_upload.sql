-- One row per upload not withdrawn that brought the same bytes and read them the same way, newest first.
SELECT upload_id
FROM upload($as_of)
WHERE raw = $raw AND rows = $rows AND NOT is_withdrawn
ORDER BY upload_id DESC;
