-- One row per year, commune and indicator: the sums over the villages in `village_count`, or the figures counted for the
-- commune itself.
INSERT INTO commune_sum
WITH summed AS (
    SELECT year, commune_id, indicator_id, count(*) AS reported,
        CASE WHEN count(total) = count(*) THEN sum(total) END::BIGINT AS total,
        CASE WHEN count(registered) = count(*) THEN sum(registered) END::BIGINT AS registered,
        sum(recognised)::BIGINT AS recognised, max(upload_id) AS upload_id
    FROM village_count
    GROUP BY year, commune_id, indicator_id
)
SELECT summed.year, summed.commune_id, summed.indicator_id,
    CASE indicator.level WHEN 'commune' THEN 1 ELSE sum(size.villages)::BIGINT END AS expected, summed.reported,
    summed.total, summed.registered, summed.recognised, summed.upload_id
FROM summed
JOIN indicator ON indicator.indicator_id = summed.indicator_id
JOIN commune_size AS size ON size.commune_id = summed.commune_id
    AND summed.year BETWEEN size.first_year AND size.last_year
GROUP BY summed.year, summed.commune_id, summed.indicator_id, indicator.level, summed.reported, summed.total,
    summed.registered, summed.recognised, summed.upload_id;
