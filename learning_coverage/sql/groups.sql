-- One row per group of villages and learning title counted by village in $year: the status of their sum under the
-- plan that applies to them, the number of villages and how many of them reported.
SELECT snapshot.*, area.plan_id, members.villages
FROM snapshot
JOIN area ON area.area_id = snapshot.area_id AND area.level = 'group'
JOIN indicator ON indicator.indicator_id = snapshot.indicator_id AND indicator.is_title
JOIN (
    SELECT membership.area_id, count(DISTINCT span.area_id) AS villages
    FROM membership
    JOIN territory ON territory.boundaries = $boundaries AND territory.source_id = membership.source_id
    JOIN area_span AS span ON span.boundaries = $boundaries AND span.area_id = territory.area_id
        AND $year BETWEEN span.first_year AND span.last_year
    GROUP BY membership.area_id
) AS members ON members.area_id = area.area_id
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.year = $year
ORDER BY area.position, indicator.position;
