-- One row per decision about quotas of $indicator, the newest first: the units it assigned, and for how many of its
-- years it is still in force (`years_in_force`; later decisions replace the others).
SELECT decision.seq, decision.number, decision.decided_on, decision.base_year, event.made_by, event.received_at,
    min(quota.year) AS first_year, max(quota.year) AS last_year, sum(quota.units)::BIGINT AS units,
    count(DISTINCT CASE WHEN quota.units > 0 THEN quota.area_id END) AS villages,
    count(DISTINCT quota.year) AS years, count(DISTINCT standing.year) AS years_in_force
FROM quota_decision AS decision
JOIN event ON event.seq = decision.seq
JOIN quota ON quota.seq = decision.seq
LEFT JOIN quota_in_force($as_of) AS standing ON standing.seq = quota.seq
    AND standing.year = quota.year AND standing.area_id = quota.area_id
WHERE decision.indicator_id = $indicator AND decision.seq <= $as_of
GROUP BY decision.seq, decision.number, decision.decided_on, decision.base_year, event.made_by, event.received_at
ORDER BY decision.seq DESC;
