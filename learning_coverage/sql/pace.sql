-- One row per area and indicator in $year with a share ($area, $indicator NULL: all): the pace that the first milestone
-- after $year (the last one if there is none) needs, over its denominator, and the pace the area has. The trend is the
-- least-squares line through the last three years with a share that stands for the area, under the same criteria and over
-- the denominator of $year; of a sum, over the `compared` villages that reported both counts in all three (NULL: the area is
-- no sum). The projection continues from their last share (`compared_coverage`) at that slope, limited to 0..1. `reason`
-- is why there is no trend: `single` (yes or no), `small_total` (fewer units than the setting), `incomplete` (too few
-- villages reported), `series_break` (fewer than three years since one), `few_years`, `few_common` (too few villages
-- reported in all three, or the area has no such denominator in one of them), `other_denominator` (the next milestone has
-- another one than $year). `status` is that of $year; `falls_below`: its target is met, and the projection is below it.
-- Slopes are shares and units a year.
WITH known AS (
    SELECT snapshot.*, count(*) OVER (PARTITION BY area_id, indicator_id) AS years_known,
        count(*) OVER (PARTITION BY area_id, indicator_id, criteria) AS points,
        row_number() OVER (PARTITION BY area_id, indicator_id, criteria ORDER BY year DESC) AS age
    FROM snapshot
    WHERE as_of = $as_of AND boundaries = $boundaries AND coverage IS NOT NULL AND year <= $year
        AND (status <> 'incomplete' OR year = $year)
        AND ($area IS NULL OR area_id = $area)
        AND ($indicator IS NULL OR indicator_id = $indicator)
),
present AS (
    SELECT known.* EXCLUDE (coverage, target, denominator, missing, milestone_year), known.target AS own_target,
        due.milestone_year, due.percent, due.percent / 100.0::DOUBLE AS target,
        greatest(due.milestone_year - year, 0) AS years_left,
        CASE due.denominator WHEN 'registered' THEN registered ELSE total END AS denominator,
        CASE WHEN is_single THEN 'single'
            WHEN status = 'incomplete' THEN 'incomplete'
            WHEN due.denominator <> denominator_kind THEN 'other_denominator'
            WHEN known.denominator < setting.small_total THEN 'small_total'
            WHEN points < 3 AND years_known >= 3 THEN 'series_break'
            WHEN points < 3 THEN 'few_years' END AS reason
    FROM known
    JOIN area ON area.area_id = known.area_id
    JOIN milestone AS due ON due.plan_id = area.plan_id AND due.indicator_id = known.indicator_id
        AND is_in_force($year + 1, due.milestone_year, due.start_year, due.is_last)
    CROSS JOIN setting
    WHERE year = $year
),
-- One row per area and indicator with three years: the two before $year.
span AS (
    SELECT present.area_id, present.indicator_id, present.level, present.expected, present.expected_villages,
        min(known.year) AS earliest_year, max(known.year) FILTER (known.year < $year) AS earlier_year
    FROM present
    JOIN known ON known.area_id = present.area_id AND known.indicator_id = present.indicator_id
        AND known.criteria = present.criteria AND known.age <= 3
    WHERE present.reason IS NULL
    GROUP BY present.area_id, present.indicator_id, present.level, present.expected, present.expected_villages
),
-- One row per area and indicator with three years: their counts, over the reporting areas with both in all three, if these
-- are enough.
common AS (
    SELECT span.area_id, span.indicator_id, span.earlier_year, span.earliest_year, sum(counts.compared) AS compared,
        sum(counts.compared_villages) AS compared_villages, sum(counts.numerator) AS numerator,
        sum(counts.denominator) AS denominator, sum(counts.earlier_numerator) AS earlier_numerator,
        sum(counts.earlier_denominator) AS earlier_denominator, sum(counts.earliest_numerator) AS earliest_numerator,
        sum(counts.earliest_denominator) AS earliest_denominator
    FROM span
    JOIN member($boundaries) AS member ON member.area_id = span.area_id AND member.level = span.level
    JOIN common_count($as_of, $year) AS counts ON counts.area_id = member.source_id
        AND counts.indicator_id = span.indicator_id AND counts.earlier_year = span.earlier_year
        AND counts.earliest_year = span.earliest_year
    GROUP BY span.area_id, span.indicator_id, span.earlier_year, span.earliest_year, span.expected, span.expected_villages
    HAVING is_enough(sum(counts.compared), coalesce(span.expected, 1))
        AND coalesce(is_enough(sum(counts.compared_villages), span.expected_villages), TRUE)
),
point AS (
    SELECT area_id, indicator_id, compared, compared_villages, $year::INTEGER AS year, numerator, denominator FROM common
    UNION ALL
    SELECT area_id, indicator_id, compared, compared_villages, earlier_year, earlier_numerator, earlier_denominator FROM common
    UNION ALL
    SELECT area_id, indicator_id, compared, compared_villages, earliest_year, earliest_numerator, earliest_denominator
    FROM common
),
line AS (
    SELECT area_id, indicator_id, min(year) AS since, min(compared)::BIGINT AS compared,
        min(compared_villages)::BIGINT AS compared_villages,
        max_by(numerator::DOUBLE / denominator, year) AS last_share,
        regr_slope(numerator::DOUBLE / denominator, year) AS slope, regr_slope(numerator, year) AS units
    FROM point
    GROUP BY area_id, indicator_id
    HAVING min(denominator) > 0
),
trend AS (
    SELECT present.* EXCLUDE (compared, compared_villages, reason), line.since, line.compared_villages, line.slope, line.units, line.last_share,
        CASE WHEN present.expected IS NOT NULL THEN line.compared END AS compared,
        coalesce(present.reason, CASE WHEN line.slope IS NULL THEN 'few_common' END) AS reason,
        CASE WHEN line.slope IS NOT NULL
            THEN round(least(1, greatest(0, line.last_share + line.slope * present.years_left)), 12) END AS projected,
        CASE WHEN recognised <= denominator AND denominator > 0 THEN recognised::DOUBLE / denominator END AS coverage,
        CASE WHEN status <> 'incomplete' AND recognised <= denominator AND denominator > 0
            THEN greatest(0, ceil_div(percent * denominator, 100) - recognised) END AS missing
    FROM present
    LEFT JOIN line ON line.area_id = present.area_id AND line.indicator_id = present.indicator_id
)
SELECT trend.area_id, trend.area_name, trend.indicator_id, trend.level, trend.year, trend.milestone_year, trend.target,
    trend.coverage, trend.numerator, trend.denominator, trend.missing, trend.status, trend.expected, trend.reported,
    trend.expected_villages, trend.reported_villages, trend.provisional, trend.years_left, trend.reason,
    CASE WHEN years_left > 0 THEN ceil_div(missing, years_left) END AS needed_units,
    CASE WHEN years_left > 0 AND missing IS NOT NULL THEN greatest(target - coverage, 0) / years_left END AS needed_share,
    since, compared, compared_villages, last_share AS compared_coverage, round(slope, 12) AS slope, units, projected,
    CASE WHEN status = 'incomplete' THEN NULL
        WHEN years_left = 0 THEN missing = 0
        WHEN slope IS NOT NULL THEN projected >= target
        WHEN missing = 0 THEN TRUE END AS in_time,
    coalesce(status = 'met' AND years_left > 0 AND projected < own_target, FALSE) AS falls_below,
    CASE WHEN missing > 0 AND round(slope, 12) > 0 AND last_share < target
        THEN least(9999, year + greatest(1, ceil(round((target - last_share) / slope, 9))))::INTEGER END AS reach_year
FROM trend
JOIN area ON area.area_id = trend.area_id
JOIN indicator ON indicator.indicator_id = trend.indicator_id
ORDER BY indicator.position, area.position;
