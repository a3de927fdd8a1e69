-- One row per village in official order, then one for the commune: the units of $indicator missing in $year to the first
-- milestone after it, and the units that $goal assigns (`villages` or `commune`, see quota_need). For the commune: the
-- sums over the `reported` of `expected` villages that reported both counts, its own missing units, the number of
-- villages with assigned units, and the units a year, rounded up; NULL if no year is left. `is_enough`: so many reported
-- that the sum stands for the commune.
WITH need AS (SELECT * FROM quota_need($as_of, $year, $indicator, $goal))
SELECT area_id, area_name, base_year, milestone_year, percent / 100.0::DOUBLE AS target, years_left, has_data,
    total, recognised, not_yet, missing, allotted,
    ceil_div(allotted, nullif(years_left, 0)) AS units_a_year, NULL::BIGINT AS allotted_villages,
    NULL::BIGINT AS expected, NULL::BIGINT AS reported, NULL::BOOLEAN AS is_enough, position
FROM need
UNION ALL
SELECT whole(), NULL, max(base_year), max(milestone_year), max(percent) / 100.0::DOUBLE, max(years_left),
    coalesce(bool_or(has_data), FALSE), sum(total)::BIGINT, sum(recognised)::BIGINT, sum(not_yet)::BIGINT,
    max(commune_missing), sum(allotted)::BIGINT, ceil_div(sum(allotted), nullif(max(years_left), 0)),
    count(*) FILTER (WHERE allotted > 0), count(*), count(*) FILTER (WHERE has_data),
    is_enough(count(*) FILTER (WHERE has_data), count(*)), max(position) + 1
FROM need
ORDER BY position;
