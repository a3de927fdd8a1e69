-- One row per area, indicator and year without data between two years with data; if the area reported nothing
-- in that year, one row for all its indicators (indicator_id NULL). until_year is the next year with data.
WITH judged AS (
    SELECT snapshot.year, snapshot.area_id, snapshot.indicator_id, snapshot.status = 'no_data' AS is_blank,
        max(CASE WHEN snapshot.status <> 'no_data' THEN snapshot.year END) OVER before AS previous_year,
        min(CASE WHEN snapshot.status <> 'no_data' THEN snapshot.year END) OVER after AS next_year,
        bool_and(snapshot.status = 'no_data') OVER (PARTITION BY snapshot.area_id, snapshot.year) AS is_silent
    FROM snapshot
    JOIN area ON area.area_id = snapshot.area_id
    JOIN indicator ON indicator.indicator_id = snapshot.indicator_id AND indicator.level = area.level
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries
    WINDOW before AS (PARTITION BY snapshot.area_id, snapshot.indicator_id ORDER BY snapshot.year
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
        after AS (PARTITION BY snapshot.area_id, snapshot.indicator_id ORDER BY snapshot.year
            ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING)
),
gap AS (
    SELECT year, area_id, CASE WHEN NOT is_silent THEN indicator_id END AS indicator_id,
        count(*) AS indicators, max(previous_year) AS previous_year, min(next_year) AS next_year
    FROM judged
    WHERE is_blank AND previous_year IS NOT NULL AND next_year IS NOT NULL
    GROUP BY year, area_id, CASE WHEN NOT is_silent THEN indicator_id END
)
SELECT gap.year, gap.area_id, area.name AS area_name, gap.indicator_id,
    gap.indicators AS value, NULL AS against, gap.previous_year AS against_year, gap.next_year AS until_year,
    concat(gap.indicators, ': ', gap.previous_year, '–', gap.next_year) AS basis, 1 AS severity
FROM gap
JOIN area ON area.area_id = gap.area_id
LEFT JOIN indicator ON indicator.indicator_id = gap.indicator_id
WHERE $year IS NULL OR gap.year = $year
ORDER BY gap.year DESC, area.position, indicator.position NULLS FIRST;
