-- One row per year with a figure, latest first.
SELECT DISTINCT snapshot.year
FROM snapshot
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.upload_id IS NOT NULL
ORDER BY snapshot.year DESC;
