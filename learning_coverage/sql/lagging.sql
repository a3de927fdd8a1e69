-- One row per village and learning title that lags in $year, the most urgent first:
-- missed, far behind, behind; then by gap, by missing units, by official order.
SELECT snapshot.*, area.position AS area_position, severity(snapshot.status) AS severity,
    count(*) OVER (PARTITION BY snapshot.area_id) AS lagging_titles
FROM snapshot
JOIN area ON area.area_id = snapshot.area_id AND area.level = 'village'
JOIN indicator ON indicator.indicator_id = snapshot.indicator_id AND indicator.is_title
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.year = $year
    AND ($indicator IS NULL OR snapshot.indicator_id = $indicator)
    AND severity(snapshot.status) IS NOT NULL
ORDER BY severity, snapshot.gap, snapshot.missing DESC, area.position, indicator.position;
