-- One row per task opened or changed in $scope after $since, up to $until; the columns are those of `task_event`.
SELECT task_event.* FROM task_event
JOIN event ON event.seq = task_event.seq AND event.scope = $scope
WHERE task_event.seq > $since AND task_event.seq <= $until
ORDER BY task_event.seq;
