-- One row per village of an indicator in $year: the units not registered, and those registered but not yet
-- recognised. Both are NULL when the registered count is unknown, or smaller than the recognised one.
WITH counts AS (
    SELECT snapshot.area_id, snapshot.area_name, snapshot.indicator_id, snapshot.status, snapshot.total, snapshot.registered,
        snapshot.recognised, snapshot.total > 0 AND snapshot.registered BETWEEN snapshot.recognised AND snapshot.total AS is_known
    FROM snapshot
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.year = $year AND snapshot.indicator_id = $indicator
)
SELECT counts.area_id, counts.area_name, counts.status, counts.total, counts.registered, counts.recognised,
    CASE WHEN is_known THEN total - registered END AS not_registered,
    CASE WHEN is_known THEN registered - recognised END AS waiting,
    CASE WHEN is_known THEN registered::DOUBLE / total END AS registered_share,
    CASE WHEN total > 0 THEN recognised::DOUBLE / total END AS recognised_share
FROM counts
JOIN area ON area.area_id = counts.area_id AND area.level = 'village'
ORDER BY area.position;
