-- One row per year and village with figures for a year in which the village does not exist: they do not count.
-- value is the number of figures.
SELECT fact.year, fact.area_id, area.name AS area_name, NULL AS indicator_id,
    count(*) AS value, NULL AS against, NULL AS against_year, NULL AS until_year,
    concat(count(*), ' × ', fact.area_id) AS basis, 1 AS severity
FROM current_fact($as_of) AS fact
JOIN area ON area.area_id = fact.area_id
LEFT JOIN area_span AS span ON span.boundaries = 'then' AND span.area_id = fact.area_id
    AND fact.year BETWEEN span.first_year AND span.last_year
WHERE span.area_id IS NULL AND ($year IS NULL OR fact.year = $year)
GROUP BY fact.year, fact.area_id, area.name, area.position
ORDER BY fact.year DESC, area.position;
