-- One row per area, indicator and milestone before $year: the frozen verdict of that milestone's own year.
-- $area NULL: all of them.
SELECT snapshot.*, indicator.is_title
FROM snapshot
JOIN indicator ON indicator.indicator_id = snapshot.indicator_id
JOIN area ON area.area_id = snapshot.area_id
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.year = snapshot.milestone_year
    AND snapshot.year < $year AND ($area IS NULL OR snapshot.area_id = $area)
ORDER BY indicator.position, area.position, snapshot.year;
