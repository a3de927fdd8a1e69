-- One row per year, commune of $areas and indicator as of a commit: the sums over the villages that reported both counts
-- of the milestone in force, and the figures counted for the commune itself. A yes, or a grade that meets the milestone,
-- counts as one of one.
INSERT INTO commune_sum
WITH own AS (
    SELECT fact.year, reports_in.commune_id, fact.indicator_id, fact.upload_id, fact.registered,
        CASE WHEN indicator.kind = 'grade' THEN 1 ELSE fact.total END AS total,
        CASE WHEN indicator.kind = 'grade' THEN (grade.rank >= milestone.grade_rank)::BIGINT
            ELSE fact.recognised END AS recognised,
        indicator.kind <> 'grade' AND milestone.denominator = 'registered' AS by_registered
    FROM current_fact_of($as_of, $areas::VARCHAR[]) AS fact
    JOIN reports_in ON reports_in.area_id = fact.area_id
        AND fact.year BETWEEN reports_in.first_year AND reports_in.last_year
    JOIN indicator ON indicator.indicator_id = fact.indicator_id
    JOIN milestone ON milestone.plan_id = 'own' AND milestone.indicator_id = fact.indicator_id
        AND is_in_force(fact.year, milestone.milestone_year, milestone.start_year, milestone.is_last)
    LEFT JOIN grade ON grade.grade = fact.grade
)
SELECT year, commune_id, indicator_id,
    CASE WHEN count(total) = count(*) THEN sum(total) END::BIGINT,
    CASE WHEN count(registered) = count(*) THEN sum(registered) END::BIGINT,
    sum(recognised)::BIGINT, max(upload_id)
FROM own
WHERE recognised IS NOT NULL AND CASE WHEN by_registered THEN registered ELSE total END IS NOT NULL
GROUP BY year, commune_id, indicator_id;
