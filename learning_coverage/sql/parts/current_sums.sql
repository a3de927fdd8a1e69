-- One row per year, area and indicator with figures: the sums of the parts, in place of the newest facts in a commune's own
-- view.
CREATE OR REPLACE MACRO current_fact(at_commit) AS TABLE
SELECT 0 AS row, year, area_id, indicator_id, total, registered, recognised, NULL::VARCHAR AS grade,
    NULL::VARCHAR AS sheet, upload_id
FROM rolled
WHERE rolled.as_of = at_commit AND upload_id IS NOT NULL;

-- One row per area and indicator's level: itself, as the sums of an area are not added again.
CREATE OR REPLACE MACRO member(drawn) AS TABLE
SELECT area.area_id, area.area_id AS source_id, 'village' AS level FROM area
UNION ALL
SELECT whole(), whole(), 'commune';

-- One row per area, indicator and year: the sums, in place of those computed from the villages.
CREATE OR REPLACE MACRO counted(at_commit, drawn) AS TABLE
SELECT rolled.area_id, rolled.year, rolled.indicator_id, TRUE AS is_sum, FALSE AS is_judged_by_part,
    rolled.expected, rolled.reported, rolled.expected_villages, rolled.reported_villages,
    rolled.total, rolled.registered, rolled.recognised, rolled.recognised AS numerator,
    CASE in_force.denominator_kind WHEN 'registered' THEN rolled.registered ELSE rolled.total END AS denominator,
    NULL::VARCHAR AS grade, rolled.upload_id
FROM rolled
JOIN in_force(at_commit) AS in_force ON in_force.plan_id = 'own' AND in_force.indicator_id = rolled.indicator_id
    AND in_force.year = rolled.year
WHERE rolled.as_of = at_commit;

-- One row per area, indicator, year and earlier year: the sums over the villages with both counts in both.
CREATE OR REPLACE MACRO earlier_count(at_commit, of_year) AS TABLE
SELECT year, area_id, indicator_id, earlier_year, earlier_numerator AS numerator, earlier_denominator AS denominator,
    numerator AS later_numerator, denominator AS later_denominator, compared, compared_villages
FROM rolled_common
WHERE rolled_common.as_of = at_commit AND earliest_year IS NULL AND (of_year IS NULL OR year = of_year);

-- One row per area, indicator with figures of `of_year` and two earlier years of the last four: the sums of the three years
-- over the villages with both counts in all of them.
CREATE OR REPLACE MACRO common_count(at_commit, of_year) AS TABLE
SELECT year, area_id, indicator_id, earlier_year, earliest_year, compared, compared_villages, numerator, denominator,
    earlier_numerator, earlier_denominator, earliest_numerator, earliest_denominator
FROM rolled_common
WHERE rolled_common.as_of = at_commit AND earliest_year IS NOT NULL AND year = of_year;
