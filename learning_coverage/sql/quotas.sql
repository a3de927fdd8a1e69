-- One row per village with figures in the base year and per year left, in official order: its proposed quota.
-- Each village's units are divided evenly over the years; the units that do not divide are assigned one by one to the
-- years in turn (round robin), each village continuing after the one before it. So the years of a village and of the
-- commune differ by one unit at most, and the earlier years of the commune have more.
WITH need AS (
    SELECT *, allotted // years_left AS even, allotted % years_left AS extra,
        sum(allotted % years_left) OVER (ORDER BY position) - allotted % years_left AS dealt_before
    FROM quota_need($as_of, $year, $indicator, $goal)
    WHERE has_data AND years_left > 0
),
spread AS (
    SELECT *, unnest(generate_series(base_year + 1, milestone_year))::INTEGER AS year
    FROM need
)
SELECT area_id, area_name, year,
    even + ((year - base_year - 1 + years_left - dealt_before % years_left) % years_left < extra)::BIGINT AS units
FROM spread
ORDER BY position, year;
