-- One row per area that reports for $year and learning title: its newest total before $year, for the template. NULL
-- without one, or if the territory of the area has changed since.
WITH newest AS (
    SELECT fact.area_id, fact.indicator_id, fact.total,
        row_number() OVER (PARTITION BY fact.area_id, fact.indicator_id ORDER BY fact.year DESC) AS age
    FROM current_fact($as_of) AS fact
    JOIN area AS own ON own.area_id = fact.area_id
    LEFT JOIN territory_break AS moved ON moved.boundaries = 'then' AND moved.area_id = fact.area_id
        AND own.level <> 'commune' AND moved.year > fact.year AND moved.year <= $year
    WHERE fact.year < $year AND fact.total IS NOT NULL AND moved.area_id IS NULL
)
SELECT area.area_id, indicator.indicator_id, newest.total
FROM indicator
JOIN area ON area.level = indicator.level
JOIN area_span AS span ON span.boundaries = 'then' AND span.area_id = area.area_id
    AND $year BETWEEN span.first_year AND span.last_year
LEFT JOIN newest ON newest.area_id = area.area_id AND newest.indicator_id = indicator.indicator_id AND newest.age = 1
WHERE indicator.is_title
ORDER BY area.position, indicator.position;
