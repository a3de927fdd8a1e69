-- One row per year, area and indicator where all are recognised and at most 80% were in the last year with data.
-- against is that year's coverage, a share. Denominators below the setting are excluded: a few units can well jump.
SELECT snapshot.year, snapshot.area_id, snapshot.area_name, snapshot.indicator_id,
    snapshot.denominator AS value, snapshot.previous_coverage AS against, snapshot.previous_year AS against_year,
    NULL AS until_year,
    concat(round(snapshot.previous_coverage, 6), ' → ', snapshot.numerator, '/', snapshot.denominator) AS basis,
    2 AS severity
FROM snapshot
JOIN area ON area.area_id = snapshot.area_id
JOIN indicator ON indicator.indicator_id = snapshot.indicator_id AND indicator.level = area.level
CROSS JOIN setting
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND ($year IS NULL OR snapshot.year = $year)
    AND NOT snapshot.is_single AND snapshot.numerator = snapshot.denominator
    AND snapshot.denominator >= setting.small_total AND round(snapshot.previous_coverage, 12) <= 0.8
ORDER BY snapshot.year DESC, area.position, indicator.position;
