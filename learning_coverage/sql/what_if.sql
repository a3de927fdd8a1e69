-- One row per area and year from $year to the last milestone of $indicator, if every village that has a figure gains
-- $extra units a year from its latest one up to $year, and never more than its total; the commune is their sum.
-- `reach_year` is the first of these years in which the area is at the last milestone's target, NULL when it is not.
WITH latest AS (
    SELECT snapshot.area_id, snapshot.year, snapshot.numerator, snapshot.denominator,
        row_number() OVER (PARTITION BY snapshot.area_id ORDER BY snapshot.year DESC) AS age
    FROM snapshot
    JOIN area ON area.area_id = snapshot.area_id AND area.level = 'village'
    WHERE snapshot.as_of = $as_of AND snapshot.indicator_id = $indicator AND snapshot.year <= $year
        AND snapshot.coverage IS NOT NULL
),
goal AS (
    SELECT milestone_year, percent FROM milestone WHERE indicator_id = $indicator AND is_last
),
ahead AS (
    SELECT latest.area_id, goal.percent, goal.milestone_year, span.year,
        least(latest.denominator, latest.numerator + $extra::BIGINT * (span.year - latest.year)) AS numerator,
        latest.denominator
    FROM latest
    CROSS JOIN goal
    CROSS JOIN (SELECT unnest(generate_series($year::INTEGER, (SELECT milestone_year FROM goal)))::INTEGER AS year) AS span
    WHERE latest.age = 1
),
every AS (
    SELECT * FROM ahead
    UNION ALL
    SELECT 'commune', percent, milestone_year, year, sum(numerator)::BIGINT, sum(denominator)::BIGINT
    FROM ahead GROUP BY percent, milestone_year, year
)
SELECT every.area_id, area.name AS area_name, every.year, every.milestone_year, every.percent / 100.0::DOUBLE AS target,
    every.numerator, every.denominator, every.numerator::DOUBLE / every.denominator AS share,
    min(every.year) FILTER (WHERE 100 * every.numerator >= every.percent * every.denominator)
        OVER (PARTITION BY every.area_id) AS reach_year
FROM every
JOIN area ON area.area_id = every.area_id
ORDER BY area.position, every.year;
