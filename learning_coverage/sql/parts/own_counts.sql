-- One row per year, village or commune of $areas and indicator with both counts of the milestone in force, as of a commit:
-- its counts. A yes, or a grade that meets the milestone, counts as one of one.
CREATE OR REPLACE TEMP TABLE village_count AS
WITH own AS (
    SELECT fact.year, fact.area_id, reports_in.commune_id, fact.indicator_id, fact.upload_id, fact.registered,
        CASE WHEN indicator.kind = 'grade' THEN 1 ELSE fact.total END AS total,
        CASE WHEN indicator.kind = 'grade' THEN (grade.rank >= milestone.grade_rank)::BIGINT
            ELSE fact.recognised END AS recognised,
        CASE WHEN indicator.kind = 'grade' THEN 'total' ELSE milestone.denominator END AS denominator_kind
    FROM current_fact_of($as_of, $areas::VARCHAR[]) AS fact
    JOIN reports_in ON reports_in.area_id = fact.area_id
        AND fact.year BETWEEN reports_in.first_year AND reports_in.last_year
    JOIN indicator ON indicator.indicator_id = fact.indicator_id
        AND (indicator.level = 'commune') = (reports_in.area_id = reports_in.commune_id)
    JOIN milestone ON milestone.plan_id = 'own' AND milestone.indicator_id = fact.indicator_id
        AND is_in_force(fact.year, milestone.milestone_year, milestone.start_year, milestone.is_last)
    LEFT JOIN grade ON grade.grade = fact.grade
)
SELECT * FROM own
WHERE coalesce(recognised <= CASE denominator_kind WHEN 'registered' THEN registered ELSE total END, FALSE);
