-- One row per year, area and indicator whose recognised units fell by more than 10% and more than one unit since the
-- last year with a count of them.
WITH known AS (
    SELECT snapshot.year, snapshot.area_id, snapshot.indicator_id, snapshot.recognised,
        lag(snapshot.year) OVER line AS previous_year, lag(snapshot.recognised) OVER line AS previous_recognised
    FROM snapshot
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.recognised IS NOT NULL
    WINDOW line AS (PARTITION BY snapshot.area_id, snapshot.indicator_id, snapshot.era ORDER BY snapshot.year)
)
SELECT known.year, known.area_id, area.name AS area_name, known.indicator_id,
    known.recognised AS value, known.previous_recognised AS against, known.previous_year AS against_year,
    NULL AS until_year, concat_ws(' → ', known.previous_recognised, known.recognised) AS basis, 1 AS severity
FROM known
JOIN area ON area.area_id = known.area_id
JOIN indicator ON indicator.indicator_id = known.indicator_id AND indicator.level = area.level
WHERE ($year IS NULL OR known.year = $year)
    AND 100 * (known.previous_recognised - known.recognised) > 10 * known.previous_recognised
    AND known.previous_recognised - known.recognised > 1
ORDER BY known.year DESC, area.position, indicator.position;
