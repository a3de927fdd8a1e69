-- At most one row: the commit that changed a task last, and the name of its document in the archive.
SELECT task_event.seq, event.raw
FROM task_event
JOIN event ON event.seq = task_event.seq
WHERE task_event.task_id = $task_id AND task_event.seq <= $as_of
ORDER BY task_event.seq DESC
LIMIT 1;
