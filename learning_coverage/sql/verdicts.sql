-- One row per indicator and milestone before $year for one area: the frozen verdict of that milestone's own year.
SELECT snapshot.*, indicator.is_title
FROM snapshot
JOIN indicator ON indicator.indicator_id = snapshot.indicator_id
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.year = snapshot.milestone_year
    AND snapshot.year < $year AND snapshot.area_id = $area
ORDER BY indicator.position, snapshot.year;
