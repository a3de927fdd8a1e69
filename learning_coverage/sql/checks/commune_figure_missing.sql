-- One row per indicator of the commune that is still due and has no figure in the latest year with any figure.
-- against_year is the last year it had one, NULL if it never had.
WITH known AS (
    SELECT snapshot.indicator_id, max(snapshot.year) AS last_year
    FROM snapshot
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.status <> 'no_data'
    GROUP BY snapshot.indicator_id
),
latest AS (
    SELECT max(year) AS year FROM snapshot WHERE as_of = $as_of AND boundaries = $boundaries AND upload_id IS NOT NULL
)
SELECT snapshot.year, snapshot.area_id, snapshot.area_name, snapshot.indicator_id,
    NULL AS value, NULL AS against, known.last_year AS against_year, NULL AS until_year,
    concat(coalesce(known.last_year::VARCHAR, '–'), ' → –') AS basis, 1 AS severity
FROM snapshot
JOIN latest ON latest.year = snapshot.year
JOIN area ON area.area_id = snapshot.area_id AND area.level = 'commune'
JOIN indicator ON indicator.indicator_id = snapshot.indicator_id AND indicator.level = area.level
LEFT JOIN known ON known.indicator_id = snapshot.indicator_id
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND ($year IS NULL OR snapshot.year = $year)
    AND snapshot.status = 'no_data' AND snapshot.year <= snapshot.milestone_year
ORDER BY indicator.position;
