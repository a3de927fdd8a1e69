-- One row per indicator of the plan: the first milestone after $year (after the last one: the last), the latest figure of
-- the commune up to $year that stands for it (`base_year`; NULL without any), and the units that figure misses of the
-- milestone, by the denominator of the milestone. `is_met`: it already reaches the milestone. A grade has no units.
WITH due AS (
    SELECT milestone.indicator_id, milestone.milestone_year, milestone.percent, milestone.grade_rank,
        milestone.denominator
    FROM milestone
    WHERE milestone.plan_id = 'own'
        AND is_in_force($year + 1, milestone.milestone_year, milestone.start_year, milestone.is_last)
),
known AS (
    SELECT snapshot.*, row_number() OVER (PARTITION BY snapshot.indicator_id ORDER BY snapshot.year DESC) AS age
    FROM snapshot
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.area_id = whole()
        AND snapshot.year <= $year AND snapshot.status NOT IN ('no_data', 'incomplete', 'not_applicable')
),
base AS (
    SELECT due.indicator_id, due.milestone_year, due.percent, due.grade_rank, known.year AS base_year, known.grade,
        grade.rank AS rank, known.expected, known.reported, coalesce(known.provisional, FALSE) AS provisional,
        known.recognised, CASE due.denominator WHEN 'registered' THEN known.registered ELSE known.total END AS denominator
    FROM due
    LEFT JOIN known ON known.indicator_id = due.indicator_id AND known.age = 1
    LEFT JOIN grade ON grade.grade = known.grade
)
SELECT base.indicator_id, base.milestone_year, CASE WHEN base.grade_rank IS NULL THEN base.percent / 100.0::DOUBLE END AS target,
    base.base_year, base.grade, base.expected, base.reported, base.provisional, base.recognised, base.denominator,
    CASE WHEN base.grade_rank IS NULL AND base.denominator IS NOT NULL
        THEN greatest(0, ceil_div(base.percent * base.denominator, 100) - base.recognised) END AS missing,
    CASE WHEN base.grade_rank IS NULL THEN 100 * base.recognised >= base.percent * base.denominator
        ELSE base.rank >= base.grade_rank END AS is_met
FROM base
JOIN indicator ON indicator.indicator_id = base.indicator_id
ORDER BY indicator.position;
