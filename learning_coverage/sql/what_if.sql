-- One row per area and year from $year to the last milestone of $indicator, in the boundaries of today, if every village
-- with a figure gains from its latest figure up to $year, never beyond its total: $amount units a year ($way `units`),
-- or $amount percent a year of what it misses now (`share`), until nothing is missing. The commune is their sum.
-- `reach_year` is the first of these years in which the area reaches the last milestone's target, else NULL.
WITH goal AS (
    SELECT plan_id, milestone_year, percent FROM milestone WHERE indicator_id = $indicator AND is_last
),
latest AS (
    SELECT snapshot.area_id, snapshot.year, snapshot.numerator, snapshot.denominator, goal.percent, goal.milestone_year,
        greatest(0, ceil_div(goal.percent * snapshot.denominator, 100) - snapshot.numerator) AS missing,
        row_number() OVER (PARTITION BY snapshot.area_id ORDER BY snapshot.year DESC) AS age
    FROM snapshot
    JOIN area ON area.area_id = snapshot.area_id AND area.level = 'village'
    JOIN area_span AS span ON span.boundaries = 'now' AND span.area_id = area.area_id AND span.last_year = 9999
    JOIN goal ON goal.plan_id = area.plan_id
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = 'now' AND snapshot.indicator_id = $indicator
        AND snapshot.year <= $year AND snapshot.coverage IS NOT NULL
),
span AS (
    SELECT unnest(generate_series($year::INTEGER, max(milestone_year)))::INTEGER AS year FROM goal
),
ahead AS (
    SELECT latest.area_id, latest.percent, latest.milestone_year, span.year,
        CASE $way WHEN 'share'
            THEN latest.numerator
                + least(latest.missing, ceil_div(latest.missing * $amount::BIGINT * (span.year - latest.year), 100))
            ELSE least(latest.denominator, latest.numerator + $amount::BIGINT * (span.year - latest.year))
        END AS numerator,
        latest.denominator
    FROM latest
    CROSS JOIN span
    WHERE latest.age = 1
),
every AS (
    SELECT * FROM ahead
    UNION ALL
    SELECT whole(), goal.percent, goal.milestone_year, ahead.year, sum(numerator)::BIGINT, sum(denominator)::BIGINT
    FROM ahead JOIN goal ON goal.plan_id = 'own'
    GROUP BY goal.percent, goal.milestone_year, ahead.year
)
SELECT every.area_id, area.name AS area_name, every.year, every.milestone_year, every.percent / 100.0::DOUBLE AS target,
    every.numerator, every.denominator, every.numerator::DOUBLE / every.denominator AS share,
    min(every.year) FILTER (WHERE 100 * every.numerator >= every.percent * every.denominator)
        OVER (PARTITION BY every.area_id) AS reach_year
FROM every
JOIN area ON area.area_id = every.area_id
ORDER BY area.position, every.year;
