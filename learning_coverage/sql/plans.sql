-- One row per plan, share or grade of the commune and milestone of the plan: its target, and whether the commune (`own`
-- and plans of no group) or each group under the plan has reached it, by its latest figure up to $year and the
-- milestone. `verdict`: met, missed (the milestone has passed), not_met, no_data, incomplete.
WITH applies AS (
    SELECT plan_id, area_id FROM area WHERE level = 'group' AND plan_id <> 'own'
    UNION ALL
    SELECT DISTINCT plan_id, whole() FROM milestone
    WHERE plan_id NOT IN (SELECT plan_id FROM area WHERE level = 'group' AND plan_id <> 'own')
),
asked AS (
    SELECT milestone.* EXCLUDE (denominator), applies.area_id FROM milestone JOIN applies ON applies.plan_id = milestone.plan_id
),
latest AS (
    SELECT asked.*, snapshot.area_name, snapshot.year, snapshot.numerator, snapshot.denominator, snapshot.coverage, snapshot.grade, snapshot.status,
        snapshot.expected, snapshot.reported, snapshot.provisional,
        row_number() OVER (
            PARTITION BY asked.plan_id, asked.area_id, asked.indicator_id, asked.milestone_year
            ORDER BY (snapshot.status NOT IN ('no_data', 'incomplete', 'not_applicable')) DESC, snapshot.year DESC) AS age
    FROM asked
    JOIN snapshot ON snapshot.area_id = asked.area_id AND snapshot.indicator_id = asked.indicator_id
        AND snapshot.year <= least($year, asked.milestone_year)
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries
)
SELECT latest.plan_id, latest.area_id, latest.area_name, latest.indicator_id, latest.milestone_year,
    CASE WHEN latest.grade_rank IS NULL THEN latest.percent / 100.0::DOUBLE END AS target, latest.year,
    latest.numerator, latest.denominator, latest.coverage, latest.expected, latest.reported, latest.provisional,
    CASE WHEN latest.status = 'incomplete' THEN 'incomplete'
        WHEN latest.denominator IS NULL OR latest.denominator = 0 OR latest.numerator IS NULL THEN 'no_data'
        WHEN grade.rank >= latest.grade_rank THEN 'met'
        WHEN latest.grade_rank IS NULL AND 100 * latest.numerator >= latest.percent * latest.denominator THEN 'met'
        WHEN $year >= latest.milestone_year THEN 'missed'
        ELSE 'not_met' END AS verdict
FROM latest
JOIN indicator ON indicator.indicator_id = latest.indicator_id
LEFT JOIN grade ON grade.grade = latest.grade
WHERE latest.age = 1
ORDER BY indicator.position, latest.milestone_year, latest.plan_id <> 'own', latest.plan_id, latest.area_id;
