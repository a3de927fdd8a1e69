-- One row per area and indicator in $year with a share ($area, $indicator NULL: all): the pace its milestone needs and
-- the pace it has. The trend is the least-squares line through the last three years with a share; the projection
-- continues from the last value at that slope, limited to 0..1. `reason` is why there is no trend: `single` (yes or no),
-- `small_total` (fewer units than the setting), `series_break` (fewer than three years since one), `few_years`.
-- Slopes are shares and units a year.
WITH line AS (
    SELECT snapshot.*,
        count(*) OVER last_three AS points,
        count(*) OVER (PARTITION BY area_id, indicator_id) AS years_known,
        first_value(year) OVER last_three AS since,
        regr_slope(coverage, year) OVER last_three AS line_slope,
        regr_slope(numerator, year) OVER last_three AS line_units
    FROM snapshot
    WHERE as_of = $as_of AND boundaries = $boundaries AND coverage IS NOT NULL AND year <= $year
        AND ($area IS NULL OR area_id = $area)
        AND ($indicator IS NULL OR indicator_id = $indicator)
    WINDOW last_three AS (
        PARTITION BY area_id, indicator_id, era ORDER BY year ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
),
judged AS (
    SELECT line.*, greatest(milestone_year - year, 0) AS years_left,
        CASE WHEN is_single THEN 'single'
            WHEN denominator < setting.small_total THEN 'small_total'
            WHEN points < 3 AND years_known >= 3 THEN 'series_break'
            WHEN points < 3 THEN 'few_years' END AS reason
    FROM line CROSS JOIN setting
    WHERE year = $year
),
trend AS (
    SELECT *, CASE WHEN reason IS NULL THEN round(line_slope, 12) END AS slope,
        CASE WHEN reason IS NULL THEN line_units END AS units
    FROM judged
)
SELECT trend.area_id, trend.area_name, trend.indicator_id, trend.year, trend.milestone_year, trend.target,
    trend.coverage, trend.numerator, trend.denominator, trend.missing, trend.status, trend.years_left, trend.reason,
    CASE WHEN years_left > 0 THEN ceil_div(missing, years_left) END AS needed_units,
    CASE WHEN years_left > 0 THEN greatest(target - coverage, 0) / years_left END AS needed_share,
    CASE WHEN reason IS NULL THEN since END AS since,
    slope, units,
    CASE WHEN slope IS NOT NULL THEN least(1, greatest(0, coverage + slope * years_left)) END AS projected,
    CASE WHEN status = 'met' THEN TRUE
        WHEN reason IS NULL THEN round(least(1, greatest(0, coverage + slope * years_left)), 12) >= target END AS in_time,
    CASE WHEN status <> 'met' AND slope > 0
        THEN (year + ceil(round((target - coverage) / slope, 9)))::INTEGER END AS reach_year
FROM trend
JOIN area ON area.area_id = trend.area_id
JOIN indicator ON indicator.indicator_id = trend.indicator_id
ORDER BY indicator.position, area.position;
