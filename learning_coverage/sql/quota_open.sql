-- One row per village: the units of $indicator not yet recognised by the figures of $year (0 without both counts,
-- `has_data`), the first milestone after $year, and the last decision about the title (0 without one).
SELECT area_id, base_year, milestone_year, has_data, coalesce(not_yet, 0) AS not_yet, (
        SELECT coalesce(max(seq), 0) FROM quota_decision WHERE indicator_id = $indicator AND seq <= $as_of
    ) AS last_decision
FROM quota_need($as_of, $year, $indicator, 'villages')
ORDER BY position;
