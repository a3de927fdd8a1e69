-- One row per village there is in $year, in official order: of the learning titles counted by village, how many it
-- reported, how many of those can be judged (there is something to count, and the villages it was merged from suffice)
-- and how many met their milestone; `extent`: none, partly or all of its titles are reported, by all villages it was
-- merged from.
SELECT area.area_id, span.name AS area_name,
    count(*) AS titles,
    count(*) FILTER (WHERE snapshot.status <> 'no_data') AS reported_titles,
    count(*) FILTER (WHERE snapshot.status NOT IN ('no_data', 'not_applicable', 'incomplete')) AS judged_titles,
    count(*) FILTER (WHERE snapshot.status = 'met') AS met_titles,
    CASE WHEN count(*) FILTER (WHERE snapshot.status <> 'no_data') = 0 THEN 'none'
        WHEN count(*) FILTER (WHERE snapshot.status <> 'no_data' AND NOT snapshot.provisional) = count(*) THEN 'all'
        ELSE 'partly' END AS extent
FROM area
JOIN area_span AS span ON span.boundaries = $boundaries AND span.area_id = area.area_id
    AND $year BETWEEN span.first_year AND span.last_year
JOIN indicator ON indicator.level = 'village' AND indicator.is_title
LEFT JOIN snapshot ON snapshot.area_id = area.area_id AND snapshot.indicator_id = indicator.indicator_id
    AND snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.year = $year
WHERE area.level = 'village'
GROUP BY area.area_id, span.name, area.position
ORDER BY area.position;
