-- One row per year, part of $scope and indicator as of a commit: the sums over the villages of the part (over the
-- communes, of what is counted there) that reported both counts of the milestone in force. A yes, or a grade that meets
-- the milestone, counts one of one. What is counted in communes is summed for the whole, too, under its own id.
WITH own AS (
    SELECT fact.year, lies_in.part_id, fact.indicator_id, in_force.level, fact.upload_id,
        CASE WHEN in_force.kind = 'grade' THEN 1 ELSE fact.total END AS total,
        fact.registered,
        CASE WHEN in_force.kind = 'grade' THEN (grade.rank >= in_force.grade_rank)::BIGINT
            ELSE fact.recognised END AS recognised,
        in_force.kind <> 'grade' AND in_force.denominator_kind = 'registered' AS by_registered
    FROM lies_in
    JOIN current_fact($as_of) AS fact ON fact.area_id = lies_in.area_id
        AND fact.year BETWEEN lies_in.first_year AND lies_in.last_year
    JOIN in_force($as_of) AS in_force ON in_force.plan_id = 'own' AND in_force.indicator_id = fact.indicator_id
        AND in_force.year = fact.year
    LEFT JOIN grade ON grade.grade = fact.grade
    WHERE lies_in.scope_id = $scope
),
whole AS (
    SELECT * FROM own
    WHERE recognised IS NOT NULL AND CASE WHEN by_registered THEN registered ELSE total END IS NOT NULL
)
SELECT $as_of::INTEGER AS as_of, year, CASE WHEN level = 'village' THEN part_id ELSE $scope END AS area_id, indicator_id,
    CASE WHEN count(total) = count(*) THEN sum(total) END::BIGINT AS total,
    CASE WHEN count(registered) = count(*) THEN sum(registered) END::BIGINT AS registered,
    sum(recognised)::BIGINT AS recognised, max(upload_id) AS upload_id
FROM whole
GROUP BY year, CASE WHEN level = 'village' THEN part_id ELSE $scope END, indicator_id
ORDER BY year, area_id, indicator_id;
