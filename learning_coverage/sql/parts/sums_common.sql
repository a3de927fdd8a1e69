-- One row per year, part of $scope (and $scope itself), indicator, and one earlier year or two: the sums over the villages
-- with both counts in all of these years.
WITH part AS (
    SELECT common.year, lies_in.part_id, common.indicator_id, common.earlier_year, common.earliest_year,
        count(*) FILTER (common.is_enough) AS communes, sum(common.compared) AS villages,
        sum(common.numerator) AS numerator, sum(common.denominator) AS denominator,
        sum(common.earlier_numerator) AS earlier_numerator, sum(common.earlier_denominator) AS earlier_denominator,
        sum(common.earliest_numerator) AS earliest_numerator, sum(common.earliest_denominator) AS earliest_denominator
    FROM commune_common AS common
    JOIN lies_in ON lies_in.commune_id = common.commune_id AND lies_in.scope_id = $scope
    GROUP BY common.year, lies_in.part_id, common.indicator_id, common.earlier_year, common.earliest_year
),
area AS (
    SELECT part.year, part.part_id AS area_id, indicator.level, part.indicator_id, part.* EXCLUDE (year, part_id, indicator_id),
        part.part_id IN (SELECT commune_id FROM lies_in WHERE scope_id = $scope) AS is_commune
    FROM part
    JOIN indicator ON indicator.indicator_id = part.indicator_id AND indicator.level = 'village'
    UNION ALL
    SELECT part.year, $scope, indicator.level, part.indicator_id, part.earlier_year, part.earliest_year,
        sum(part.communes), sum(part.villages), sum(part.numerator), sum(part.denominator), sum(part.earlier_numerator),
        sum(part.earlier_denominator), sum(part.earliest_numerator), sum(part.earliest_denominator), FALSE
    FROM part
    JOIN indicator ON indicator.indicator_id = part.indicator_id
    GROUP BY part.year, indicator.level, part.indicator_id, part.earlier_year, part.earliest_year
)
SELECT $as_of::INTEGER AS as_of, year, area_id, indicator_id, earlier_year, earliest_year,
    CASE WHEN is_commune THEN villages ELSE communes END::BIGINT AS compared,
    CASE WHEN NOT is_commune AND level = 'village' THEN villages END::BIGINT AS compared_villages,
    numerator::BIGINT AS numerator, denominator::BIGINT AS denominator, earlier_numerator::BIGINT AS earlier_numerator,
    earlier_denominator::BIGINT AS earlier_denominator, earliest_numerator::BIGINT AS earliest_numerator,
    earliest_denominator::BIGINT AS earliest_denominator
FROM area
ORDER BY year, area_id, indicator_id, earlier_year, earliest_year;
