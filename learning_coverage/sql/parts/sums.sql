-- One row per year, part of $scope and indicator: the sums of its communes. Indicators counted in communes are summed for the
-- whole scope, too, under its own id.
SELECT $as_of::INTEGER AS as_of, commune_sum.year,
    CASE WHEN indicator.level = 'village' THEN lies_in.part_id ELSE $scope END AS area_id, commune_sum.indicator_id,
    CASE WHEN count(commune_sum.total) = count(*) THEN sum(commune_sum.total) END::BIGINT AS total,
    CASE WHEN count(commune_sum.registered) = count(*) THEN sum(commune_sum.registered) END::BIGINT AS registered,
    sum(commune_sum.recognised)::BIGINT AS recognised, max(commune_sum.upload_id) AS upload_id
FROM commune_sum
JOIN lies_in ON lies_in.commune_id = commune_sum.commune_id AND lies_in.scope_id = $scope
JOIN indicator ON indicator.indicator_id = commune_sum.indicator_id
GROUP BY commune_sum.year, CASE WHEN indicator.level = 'village' THEN lies_in.part_id ELSE $scope END,
    commune_sum.indicator_id
ORDER BY commune_sum.year, area_id, commune_sum.indicator_id;
