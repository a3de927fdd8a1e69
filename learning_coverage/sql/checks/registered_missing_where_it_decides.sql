-- One row per year, area and indicator whose denominator is the registered count, with a result but no registered count.
SELECT snapshot.year, snapshot.area_id, snapshot.area_name, snapshot.indicator_id,
    snapshot.recognised AS value, snapshot.total AS against, NULL AS against_year, NULL AS until_year,
    concat(snapshot.recognised, ' of ', coalesce(snapshot.total::VARCHAR, '–')) AS basis, 1 AS severity
FROM snapshot
JOIN area ON area.area_id = snapshot.area_id
JOIN indicator ON indicator.indicator_id = snapshot.indicator_id AND indicator.level = area.level
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND ($year IS NULL OR snapshot.year = $year)
    AND indicator.kind = 'share' AND snapshot.denominator_kind = 'registered'
    AND snapshot.recognised IS NOT NULL AND snapshot.registered IS NULL
ORDER BY snapshot.year DESC, area.position, indicator.position;
