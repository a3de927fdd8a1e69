-- One row per year, area and indicator whose total moved by at least 10% and 3 units since the last year with one.
WITH known AS (
    SELECT snapshot.year, snapshot.area_id, snapshot.indicator_id, snapshot.total,
        lag(snapshot.year) OVER line AS previous_year, lag(snapshot.total) OVER line AS previous_total
    FROM snapshot
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.total IS NOT NULL
    WINDOW line AS (PARTITION BY snapshot.area_id, snapshot.indicator_id, snapshot.era ORDER BY snapshot.year)
)
SELECT known.year, known.area_id, area.name AS area_name, known.indicator_id,
    known.total AS value, known.previous_total AS against, known.previous_year AS against_year, NULL AS until_year,
    concat_ws(' → ', known.previous_total, known.total) AS basis, 1 AS severity
FROM known
JOIN area ON area.area_id = known.area_id
JOIN indicator ON indicator.indicator_id = known.indicator_id AND indicator.level = area.level
WHERE ($year IS NULL OR known.year = $year)
    AND 100 * abs(known.total - known.previous_total) >= 10 * known.previous_total
    AND abs(known.total - known.previous_total) >= 3
ORDER BY known.year DESC, area.position, indicator.position;
