-- One row per year, part of $scope (and $scope itself) and indicator: the sums of its communes, with and without figures.
-- Indicators counted in communes are summed for the whole scope only.
WITH own AS (SELECT commune_id, part_id FROM lies_in WHERE scope_id = $scope),
known AS (
    SELECT first_year AS year FROM setting
    UNION ALL
    SELECT milestone_year FROM milestone
    UNION ALL
    SELECT commune_sum.year FROM commune_sum JOIN own ON own.commune_id = commune_sum.commune_id
),
years AS (SELECT unnest(generate_series(min(year), max(year)))::INTEGER AS year FROM known),
-- One row per part and year: its communes with villages, and these villages.
size AS (
    SELECT part_id, year, count(*) AS communes, sum(villages)::BIGINT AS villages
    FROM (
        SELECT own.part_id, own.commune_id, years.year, sum(commune_size.villages) AS villages
        FROM own
        JOIN commune_size ON commune_size.commune_id = own.commune_id
        JOIN years ON years.year BETWEEN commune_size.first_year AND commune_size.last_year
        GROUP BY own.part_id, own.commune_id, years.year
    )
    GROUP BY part_id, year
),
part AS (
    SELECT commune_sum.year, own.part_id, commune_sum.indicator_id, count(*) AS sums,
        count(*) FILTER (is_enough(commune_sum.reported, commune_sum.expected)) AS communes,
        sum(commune_sum.reported)::BIGINT AS villages,
        count(commune_sum.total) AS totals, sum(commune_sum.total)::BIGINT AS total,
        count(commune_sum.registered) AS registereds, sum(commune_sum.registered)::BIGINT AS registered,
        sum(commune_sum.recognised)::BIGINT AS recognised, max(commune_sum.upload_id) AS upload_id
    FROM commune_sum
    JOIN own ON own.commune_id = commune_sum.commune_id
    GROUP BY commune_sum.year, own.part_id, commune_sum.indicator_id
),
-- One row per area of the answer, year and indicator: what is expected of its communes, and what they have.
area AS (
    SELECT size.part_id AS area_id, size.part_id IN (SELECT commune_id FROM own) AS is_commune,
        indicator.level, size.year, indicator.indicator_id, size.communes AS expected_communes,
        size.villages AS expected_villages, part.* EXCLUDE (year, part_id, indicator_id)
    FROM size
    JOIN indicator ON indicator.level = 'village'
    LEFT JOIN part ON part.part_id = size.part_id AND part.year = size.year AND part.indicator_id = indicator.indicator_id
    UNION ALL
    SELECT $scope, FALSE, indicator.level, size.year, indicator.indicator_id, sum(size.communes), sum(size.villages),
        sum(part.sums), sum(part.communes), sum(part.villages), sum(part.totals), sum(part.total), sum(part.registereds),
        sum(part.registered), sum(part.recognised), max(part.upload_id)
    FROM size
    CROSS JOIN indicator
    LEFT JOIN part ON part.part_id = size.part_id AND part.year = size.year AND part.indicator_id = indicator.indicator_id
    GROUP BY indicator.level, size.year, indicator.indicator_id
)
SELECT $as_of::INTEGER AS as_of, year, area_id, indicator_id,
    CASE WHEN is_commune THEN expected_villages ELSE expected_communes END::BIGINT AS expected,
    coalesce(CASE WHEN is_commune THEN villages ELSE communes END, 0)::BIGINT AS reported,
    CASE WHEN NOT is_commune AND level = 'village' THEN expected_villages END::BIGINT AS expected_villages,
    CASE WHEN NOT is_commune AND level = 'village' THEN coalesce(villages, 0) END::BIGINT AS reported_villages,
    CASE WHEN totals = sums THEN total END::BIGINT AS total,
    CASE WHEN registereds = sums THEN registered END::BIGINT AS registered,
    recognised::BIGINT AS recognised, upload_id
FROM area
ORDER BY year, area_id, indicator_id;
