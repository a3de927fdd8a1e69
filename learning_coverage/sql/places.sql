-- One row per village, learning title and year with a rank: 1 is the highest coverage, equal shares have equal
-- ranks. A village with fewer units than the setting has no rank.
SELECT snapshot.area_id, snapshot.indicator_id, snapshot.year,
    rank() OVER (PARTITION BY snapshot.indicator_id, snapshot.year ORDER BY snapshot.coverage DESC) AS place,
    count(*) OVER (PARTITION BY snapshot.indicator_id, snapshot.year) AS places
FROM snapshot
JOIN area ON area.area_id = snapshot.area_id AND area.level = 'village'
CROSS JOIN setting
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.coverage IS NOT NULL AND NOT snapshot.is_single
    AND snapshot.denominator >= setting.small_total
ORDER BY snapshot.year, snapshot.indicator_id, place, area.position;
