-- One row per village and year from the first with figures to the last, one per year for all villages (area_id NULL),
-- and one for everything (year NULL, too): the titles reported and those requested, how many villages
-- reported any (`reported`) and all of them (`complete`). $indicator NULL: all titles counted by village.
WITH span AS (
    SELECT min(year) AS first_year, max(year) AS last_year
    FROM snapshot WHERE as_of = $as_of AND boundaries = $boundaries AND upload_id IS NOT NULL
),
village AS (
    SELECT area.area_id, snapshot.year, count(*) AS titles,
        count(*) FILTER (WHERE snapshot.status <> 'no_data') AS reported_titles
    FROM snapshot
    JOIN span ON snapshot.year BETWEEN span.first_year AND span.last_year
    JOIN area ON area.area_id = snapshot.area_id AND area.level = 'village'
    JOIN indicator ON indicator.indicator_id = snapshot.indicator_id
        AND indicator.is_title AND indicator.level = 'village'
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND ($indicator IS NULL OR snapshot.indicator_id = $indicator)
    GROUP BY area.area_id, snapshot.year
),
summed AS (
    SELECT area_id, year, sum(titles)::BIGINT AS titles, sum(reported_titles)::BIGINT AS reported_titles,
        count(*) AS villages, count(*) FILTER (WHERE reported_titles > 0) AS reported,
        count(*) FILTER (WHERE reported_titles = titles) AS complete
    FROM village
    GROUP BY GROUPING SETS ((area_id, year), (year), ())
)
SELECT summed.*, area.name AS area_name
FROM summed
LEFT JOIN area ON area.area_id = summed.area_id
ORDER BY area.position NULLS LAST, summed.year NULLS LAST;
