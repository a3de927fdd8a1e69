-- One row per area with units of $indicator in $year, then one for the commune over them: the smallest whole `amount` with
-- which the area reaches the first milestone after $year in its year, if every village gains that much a year (see
-- what_if): units ($way `units`), or percent of what it misses in $year (`share`). No row if no year is left.
-- With x units a year the villages together gain the sum of least(not_yet, x * years), which is the least, over all
-- numbers of villages that are full, of their units plus x * years for each of the others. So x suffices if it does for
-- each of these numbers, taking the villages with the fewest units left as full.
WITH start AS (
    SELECT area_id, position, not_yet, missing, commune_missing, years_left
    FROM quota_need($as_of, $year, $indicator, 'villages')
    WHERE total > 0 AND years_left > 0
),
filled AS (
    SELECT commune_missing, years_left, sum(not_yet) OVER (ORDER BY not_yet, position) - not_yet AS full_units,
        count(*) OVER () - row_number() OVER (ORDER BY not_yet, position) + 1 AS others
    FROM start
),
tried AS (
    SELECT start.*, percent.amount, least(missing, ceil_div(missing * percent.amount * years_left, 100)) AS gain
    FROM start CROSS JOIN (SELECT unnest(generate_series(0, 100)) AS amount) AS percent
),
needed AS (
    SELECT area_id, position, ceil_div(missing, years_left) AS amount FROM start WHERE $way = 'units'
    UNION ALL
    SELECT whole(), NULL, max(ceil_div(greatest(0, commune_missing - full_units), years_left * others)) FROM filled
    WHERE $way = 'units' HAVING count(*) > 0
    UNION ALL
    SELECT area_id, position, min(amount) FROM tried WHERE $way = 'share' AND gain = missing GROUP BY area_id, position
    UNION ALL
    SELECT whole(), NULL, min(amount) FROM (
        SELECT amount FROM tried WHERE $way = 'share' GROUP BY amount HAVING sum(gain) >= max(commune_missing)
    ) HAVING count(*) > 0
)
SELECT area_id, amount::BIGINT AS amount
FROM needed
ORDER BY position NULLS LAST;
