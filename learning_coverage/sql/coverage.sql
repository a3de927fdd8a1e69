-- One row per indicator, area and year as of a commit: villages in official order, then the commune.
-- $year, $area, $indicator NULL: all of them.
SELECT snapshot.*, area.name AS area_name, area.position AS area_position, area.sort_name,
    severity(snapshot.status) AS severity
FROM snapshot
JOIN area ON area.area_id = snapshot.area_id
JOIN indicator ON indicator.indicator_id = snapshot.indicator_id
WHERE snapshot.as_of = $as_of
    AND ($year IS NULL OR snapshot.year = $year)
    AND ($area IS NULL OR snapshot.area_id = $area)
    AND ($indicator IS NULL OR snapshot.indicator_id = $indicator)
ORDER BY snapshot.year, indicator.position, area.position;
