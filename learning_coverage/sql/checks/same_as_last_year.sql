-- One row per year and village whose counts all equal those of its previous year with data: perhaps a form sent twice.
-- value is the number of equal titles. A village whose totals are all below the setting is excluded: they can well stay.
WITH sent AS (
    SELECT snapshot.year, snapshot.area_id, snapshot.indicator_id, snapshot.total, snapshot.registered,
        snapshot.recognised, snapshot.is_single, lag(snapshot.year) OVER line AS previous_year,
        lag(snapshot.total) OVER line AS previous_total, lag(snapshot.registered) OVER line AS previous_registered,
        lag(snapshot.recognised) OVER line AS previous_recognised
    FROM snapshot
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.upload_id IS NOT NULL
    WINDOW line AS (PARTITION BY snapshot.area_id, snapshot.indicator_id, snapshot.era ORDER BY snapshot.year)
)
SELECT sent.year, sent.area_id, area.name AS area_name, NULL AS indicator_id,
    count(*) AS value, NULL AS against, max(sent.previous_year) AS against_year, NULL AS until_year,
    string_agg(concat(sent.indicator_id, ' ', coalesce(sent.recognised::VARCHAR, '–'), '/',
        coalesce(sent.registered::VARCHAR, '–'), '/', coalesce(sent.total::VARCHAR, '–')), ', '
        ORDER BY indicator.position) AS basis,
    1 AS severity
FROM sent
JOIN area ON area.area_id = sent.area_id AND area.level = 'village'
JOIN indicator ON indicator.indicator_id = sent.indicator_id AND indicator.is_title
CROSS JOIN setting
WHERE $year IS NULL OR sent.year = $year
GROUP BY sent.year, sent.area_id, area.name, area.position
HAVING bool_and(sent.previous_year IS NOT NULL
        AND sent.total IS NOT DISTINCT FROM sent.previous_total
        AND sent.registered IS NOT DISTINCT FROM sent.previous_registered
        AND sent.recognised IS NOT DISTINCT FROM sent.previous_recognised)
    AND max(CASE WHEN NOT sent.is_single THEN sent.total END) >= max(setting.small_total)
ORDER BY sent.year DESC, area.position;
