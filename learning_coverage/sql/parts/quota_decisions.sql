-- One row per decision on quotas made in $scope after $since, up to $until; the columns are those of `quota_decision`.
SELECT quota_decision.* FROM quota_decision
JOIN event ON event.seq = quota_decision.seq AND event.scope = $scope
WHERE quota_decision.seq > $since AND quota_decision.seq <= $until
ORDER BY quota_decision.seq;
