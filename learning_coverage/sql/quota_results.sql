-- One row per village and year with a quota of $indicator in force, in official order, from the first year in which
-- the decision assigns units to the village. `target_count` is the count to reach by that year: the count of the
-- decision's base year plus every quota in force since. The verdict compares counts, so early results count;
-- `by_units` is the distance in either direction, `gain` the units recognised since the year before, NULL without figures.
WITH quota AS (SELECT * FROM quota_in_force($as_of) WHERE indicator_id = $indicator),
counts AS (
    SELECT area_id, year, recognised FROM counted($as_of, 'now')
    WHERE indicator_id = $indicator AND recognised IS NOT NULL AND coalesce(reported = expected, TRUE)
),
due AS (
    SELECT quota.seq, quota.area_id, quota.year, quota.number, quota.decided_on, quota.base_year, quota.units,
        max(base.recognised) + sum(since.units)::BIGINT AS target_count
    FROM quota
    JOIN quota AS since ON since.area_id = quota.area_id AND since.year > quota.base_year AND since.year <= quota.year
    LEFT JOIN counts AS base ON base.area_id = quota.area_id AND base.year = quota.base_year
    GROUP BY quota.seq, quota.area_id, quota.year, quota.number, quota.decided_on, quota.base_year, quota.units
    HAVING sum(since.units) > 0
)
SELECT due.*, coalesce(area.name, due.area_id) AS area_name,
    now.recognised, now.recognised - before.recognised AS gain,
    CASE WHEN now.recognised IS NULL OR due.target_count IS NULL THEN 'no_data'
        WHEN now.recognised >= due.target_count THEN 'met' ELSE 'missed' END AS verdict,
    abs(now.recognised - due.target_count) AS by_units
FROM due
LEFT JOIN area ON area.area_id = due.area_id
LEFT JOIN counts AS now ON now.area_id = due.area_id AND now.year = due.year
LEFT JOIN counts AS before ON before.area_id = due.area_id AND before.year = due.year - 1
ORDER BY area.position NULLS LAST, due.area_id, due.year;
