-- One row per village and learning title counted by village in $year, by title and in official order: its verdict, and
-- how many of all villages (`villages`) have the same one (`alike`).
SELECT village.area_id, village.area_name, village.indicator_id, village.status, village.assessment,
    village.missing, village.is_single, village.declined,
    count(*) OVER (PARTITION BY village.indicator_id, village.status, village.assessment) AS alike,
    count(*) FILTER (WHERE village.declined) OVER (PARTITION BY village.indicator_id) AS fell,
    count(*) OVER (PARTITION BY village.indicator_id) AS villages
FROM snapshot AS village
JOIN area ON area.area_id = village.area_id AND area.level = 'village'
JOIN indicator ON indicator.indicator_id = village.indicator_id AND indicator.is_title
WHERE village.as_of = $as_of AND village.boundaries = $boundaries AND village.year = $year
ORDER BY indicator.position, area.position;
