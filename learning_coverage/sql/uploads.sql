-- One row per upload, the newest first: its content, and how many of its facts are in force as of a commit.
WITH brought AS (
    SELECT upload_id, count(*) AS facts, min(year) AS first_year, max(year) AS last_year
    FROM fact GROUP BY upload_id
),
standing AS (
    SELECT upload_id, count(*) AS in_force FROM current_fact($as_of) GROUP BY upload_id
)
SELECT taken.upload_id, taken.received_at, taken.made_by, taken.file_name, taken.note, taken.raw, taken.rows, taken.is_withdrawn,
    coalesce(brought.facts, 0) AS facts, brought.first_year, brought.last_year, coalesce(standing.in_force, 0) AS in_force
FROM upload($as_of) AS taken
LEFT JOIN brought ON brought.upload_id = taken.upload_id
LEFT JOIN standing ON standing.upload_id = taken.upload_id
ORDER BY taken.upload_id DESC;
