-- One row per group of villages and learning title counted by village in $year: the status of their sum under the
-- plan that applies to them.
SELECT snapshot.*, area.plan_id
FROM snapshot
JOIN area ON area.area_id = snapshot.area_id AND area.level = 'group'
JOIN indicator ON indicator.indicator_id = snapshot.indicator_id AND indicator.is_title
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.year = $year
ORDER BY area.position, indicator.position;
