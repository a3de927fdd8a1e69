-- One row per applicable area and learning title: its newest total before $year (NULL without one), for the template.
WITH newest AS (
    SELECT area_id, indicator_id, total,
        row_number() OVER (PARTITION BY area_id, indicator_id ORDER BY year DESC) AS age
    FROM current_fact($as_of)
    WHERE year < $year AND total IS NOT NULL
)
SELECT area.area_id, indicator.indicator_id, newest.total
FROM indicator
JOIN area ON area.level = indicator.level
LEFT JOIN newest ON newest.area_id = area.area_id AND newest.indicator_id = indicator.indicator_id AND newest.age = 1
WHERE indicator.is_title
ORDER BY area.position, indicator.position;
