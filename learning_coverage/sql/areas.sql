-- One row per village shown in $boundaries, in official order: its present name and the years in which it exists.
SELECT area.area_id, area.name AS area_name, area.sort_name, min(span.first_year) AS first_year,
    max(span.last_year) AS last_year, max(span.last_year) < 9999 AS has_ended
FROM area
JOIN area_span AS span ON span.boundaries = $boundaries AND span.area_id = area.area_id
WHERE area.level = 'village'
GROUP BY area.area_id, area.name, area.sort_name, area.position
ORDER BY area.position;
