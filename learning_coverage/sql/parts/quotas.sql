-- One row per decision made in $scope after $since, up to $until, village and year; the columns are those of `quota`.
SELECT quota.* FROM quota
JOIN event ON event.seq = quota.seq AND event.scope = $scope
WHERE quota.seq > $since AND quota.seq <= $until
ORDER BY quota.seq, quota.area_id, quota.year;
