-- One row per area and year from $year to the first milestone of $indicator after it, in the boundaries of today, if every
-- village gains from its figure of $year, never beyond its total: $amount units a year ($way `units`), or $amount percent
-- a year of what it misses in $year (`share`), until nothing is missing. Villages without both counts in $year have no
-- row; the commune is the sum of the others. `reach_year` is the first of these years in which the area reaches the
-- target, else NULL.
WITH start AS (
    SELECT area_id, recognised, total, missing, percent, milestone_year
    FROM quota_need($as_of, $year, $indicator, 'villages')
    WHERE total > 0
),
span AS (
    SELECT unnest(generate_series($year::INTEGER, greatest($year, max(milestone_year))))::INTEGER AS year FROM start
),
ahead AS (
    SELECT start.area_id, start.percent, start.milestone_year, span.year,
        CASE $way WHEN 'share'
            THEN start.recognised
                + least(start.missing, ceil_div(start.missing * $amount::BIGINT * (span.year - $year::INTEGER), 100))
            ELSE least(start.total, start.recognised + $amount::BIGINT * (span.year - $year::INTEGER))
        END AS numerator,
        start.total AS denominator
    FROM start
    CROSS JOIN span
),
every AS (
    SELECT * FROM ahead
    UNION ALL
    SELECT whole(), goal.percent, goal.milestone_year, ahead.year, sum(ahead.numerator)::BIGINT,
        sum(ahead.denominator)::BIGINT
    FROM ahead
    JOIN milestone AS goal ON goal.plan_id = 'own' AND goal.indicator_id = $indicator
        AND is_in_force($year + 1, goal.milestone_year, goal.start_year, goal.is_last)
    GROUP BY goal.percent, goal.milestone_year, ahead.year
)
SELECT every.area_id, area.name AS area_name, every.year, every.milestone_year, every.percent / 100.0::DOUBLE AS target,
    every.numerator, every.denominator, every.numerator::DOUBLE / every.denominator AS share,
    min(every.year) FILTER (WHERE 100 * every.numerator >= every.percent * every.denominator)
        OVER (PARTITION BY every.area_id) AS reach_year
FROM every
JOIN area ON area.area_id = every.area_id
ORDER BY area.position, every.year;
