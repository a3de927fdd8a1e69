-- At most one row: the most urgent village of a title in $year, or else any with a share; with the steps of its verdict:
-- the units that the milestone and the path require, and the tolerance in units.
SELECT snapshot.*,
    ceil_div(milestone.percent * snapshot.denominator, 100) AS target_units,
    snapshot.numerator + snapshot.short_of_plan AS planned_units,
    greatest(1, ceil_div(setting.tolerance_points * snapshot.denominator, 100)) AS tolerance_units
FROM snapshot
JOIN area ON area.area_id = snapshot.area_id AND area.level = 'village'
JOIN indicator ON indicator.indicator_id = snapshot.indicator_id AND indicator.kind = 'share'
JOIN milestone ON milestone.indicator_id = snapshot.indicator_id
    AND milestone.plan_id = area.plan_id AND milestone.milestone_year = snapshot.milestone_year
CROSS JOIN setting
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.year = $year AND snapshot.coverage IS NOT NULL
ORDER BY (snapshot.planned IS NULL), severity(snapshot.status) NULLS LAST, snapshot.gap, indicator.position, area.position
LIMIT 1;
