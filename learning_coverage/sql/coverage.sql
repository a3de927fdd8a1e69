-- One row per indicator, area and year as of a commit: villages in official order, then the commune.
-- $areas, $indicator NULL: all; $year NULL: every year from the first milestone or year with data.
SELECT snapshot.*, area.position AS area_position, area.sort_name,
    severity(snapshot.status) AS severity
FROM snapshot
JOIN area ON area.area_id = snapshot.area_id
JOIN indicator ON indicator.indicator_id = snapshot.indicator_id
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries
    AND ($year IS NULL AND snapshot.year >= (
            SELECT least((SELECT min(milestone_year) FROM milestone), min(known.year))
            FROM snapshot AS known WHERE known.as_of = $as_of AND known.boundaries = $boundaries AND known.upload_id IS NOT NULL)
        OR snapshot.year = $year)
    AND ($areas IS NULL OR snapshot.area_id IN (SELECT unnest($areas::VARCHAR[])))
    AND ($indicator IS NULL OR snapshot.indicator_id = $indicator)
ORDER BY snapshot.year, indicator.position, area.position;
