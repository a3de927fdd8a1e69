-- One row per task; $area, $indicator NULL: all. Open tasks first, overdue before others, then by due date.
SELECT task.*, area.name AS area_name, task.is_open AND coalesce(task.due < $today::DATE, FALSE) AS is_overdue
FROM task($as_of) AS task
LEFT JOIN area ON area.area_id = task.area_id
WHERE ($area IS NULL OR task.area_id = $area)
    AND ($indicator IS NULL OR task.indicator_id = $indicator)
    AND (task.is_open OR NOT $only_open)
ORDER BY task.is_open DESC, is_overdue DESC, task.due NULLS LAST, task.task_id;
