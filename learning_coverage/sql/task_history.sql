-- One row per commit that opened or changed a task, oldest first.
SELECT task_event.seq, event.received_at, event.made_by, task_event.what, task_event.who, task_event.due,
    task_event.state, task_event.remark
FROM task_event
JOIN event ON event.seq = task_event.seq
WHERE task_event.task_id = $task_id AND task_event.seq <= $as_of
ORDER BY task_event.seq;
