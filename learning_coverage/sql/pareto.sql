-- One row per village with units missing of $indicator in $year to the milestone in force, the largest number first;
-- ties by gap, then by official order. `share` and `cumulative_share` are shares of `total_missing`, the sum over these
-- villages, not the commune's own missing units, in which villages above the target offset others. The core is the
-- fewest villages whose missing units are at least 70 percent of it: a village belongs to it while the villages before
-- it are below 70 percent.
WITH rule AS (SELECT 70 AS percent),
short AS (
    SELECT snapshot.*, area.position AS area_position,
        row_number() OVER (ORDER BY snapshot.missing DESC, snapshot.gap, area.position) AS place
    FROM snapshot
    JOIN area ON area.area_id = snapshot.area_id AND area.level = 'village'
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.year = $year AND snapshot.indicator_id = $indicator
        AND snapshot.missing > 0
),
added AS (
    SELECT *, sum(missing) OVER (ORDER BY place)::BIGINT AS cumulative_missing, sum(missing) OVER ()::BIGINT AS total_missing
    FROM short
)
SELECT added.*, rule.percent / 100.0::DOUBLE AS core_share,
    added.missing::DOUBLE / added.total_missing AS share,
    added.missing::DOUBLE / max(added.missing) OVER () AS share_of_most,
    (added.cumulative_missing - added.missing)::DOUBLE / added.total_missing AS share_before,
    added.cumulative_missing::DOUBLE / added.total_missing AS cumulative_share,
    100::HUGEINT * (added.cumulative_missing - added.missing) < rule.percent * added.total_missing::HUGEINT AS is_in_core
FROM added
CROSS JOIN rule
ORDER BY added.place;
