-- One row per village in official order, then one for the commune: the units of $indicator missing to the last milestone,
-- by the figures of the latest year up to $year, and the units that $goal assigns (`villages` or `commune`, see
-- quota_need). For the commune: the sums over the villages that reported, its own missing units, the number of villages
-- with assigned units, and the units a year, rounded up; NULL if no year is left.
WITH need AS (SELECT * FROM quota_need($as_of, $year, $indicator, $goal))
SELECT area_id, area_name, base_year, milestone_year, percent / 100.0::DOUBLE AS target, years_left, has_data,
    total, recognised, not_yet, missing, allotted,
    ceil_div(allotted, nullif(years_left, 0)) AS units_a_year, NULL::BIGINT AS allotted_villages, position
FROM need
UNION ALL
SELECT whole(), NULL, max(base_year), max(milestone_year), max(percent) / 100.0::DOUBLE, max(years_left),
    coalesce(bool_or(has_data), FALSE), sum(total)::BIGINT, sum(recognised)::BIGINT, sum(not_yet)::BIGINT,
    max(commune_missing), sum(allotted)::BIGINT, ceil_div(sum(allotted), nullif(max(years_left), 0)),
    count(*) FILTER (WHERE allotted > 0), max(position) + 1
FROM need
ORDER BY position;
