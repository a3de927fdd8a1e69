-- One row per village there is in $year, in official order: of the learning titles counted by village, how many it
-- reported, how many of those can be judged (there is something to count, and the villages it was merged from suffice)
-- and how many met their milestone; `extent`: none, partly or all of its titles are reported, by all villages it was
-- merged from. A yes or no of the villages it was merged from is reported, though it is none of its own.
WITH figure AS (
    SELECT *, status <> 'no_data' OR assessment = 'by_part' AND reported > 0 AS is_reported
    FROM snapshot
    WHERE as_of = $as_of AND boundaries = $boundaries AND year = $year
)
SELECT area.area_id, span.name AS area_name,
    count(*) AS titles,
    count(*) FILTER (WHERE figure.is_reported) AS reported_titles,
    count(*) FILTER (WHERE figure.status NOT IN ('no_data', 'not_applicable', 'incomplete')) AS judged_titles,
    count(*) FILTER (WHERE figure.status = 'met') AS met_titles,
    CASE WHEN count(*) FILTER (WHERE figure.is_reported) = 0 THEN 'none'
        WHEN count(*) FILTER (WHERE figure.is_reported AND NOT figure.provisional) = count(*) THEN 'all'
        ELSE 'partly' END AS extent
FROM area
JOIN area_span AS span ON span.boundaries = $boundaries AND span.area_id = area.area_id
    AND $year BETWEEN span.first_year AND span.last_year
JOIN indicator ON indicator.level = 'village' AND indicator.is_title
LEFT JOIN figure ON figure.area_id = area.area_id AND figure.indicator_id = indicator.indicator_id
WHERE area.level = 'village'
GROUP BY area.area_id, span.name, area.position
ORDER BY area.position;
