-- One row per year, area and indicator with more units recognised than registered; more severe if registered is the denominator.
SELECT snapshot.year, snapshot.area_id, snapshot.area_name, snapshot.indicator_id,
    snapshot.registered AS value, snapshot.recognised AS against, NULL AS against_year, NULL AS until_year,
    concat_ws(' < ', snapshot.registered, snapshot.recognised) AS basis,
    CASE snapshot.denominator_kind WHEN 'registered' THEN 1 ELSE 2 END AS severity
FROM snapshot
JOIN area ON area.area_id = snapshot.area_id
JOIN indicator ON indicator.indicator_id = snapshot.indicator_id AND indicator.level = area.level
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND ($year IS NULL OR snapshot.year = $year)
    AND snapshot.registered < snapshot.recognised
ORDER BY snapshot.year DESC, area.position, indicator.position;
