-- One row per year, area and indicator with more units recognised than registered; more severe if registered is the
-- denominator: then the row is in no sum. A former village is named, and stands under the area that shows it.
SELECT own.year, coalesce(territory.area_id, own.area_id) AS area_id, coalesce(span.name, area.name) AS area_name,
    own.indicator_id, own.registered AS value, own.recognised AS against, NULL AS against_year, NULL AS until_year,
    concat_ws(' < ', own.registered, own.recognised) AS basis,
    CASE own.denominator_kind WHEN 'registered' THEN 1 ELSE 2 END AS severity
FROM own_count AS own
JOIN area ON area.area_id = own.area_id
JOIN indicator ON indicator.indicator_id = own.indicator_id
LEFT JOIN area_span AS span ON span.boundaries = 'then' AND span.area_id = own.area_id
    AND own.year BETWEEN span.first_year AND span.last_year
LEFT JOIN territory ON territory.boundaries = $boundaries AND territory.source_id = own.area_id
WHERE own.as_of = $as_of AND ($year IS NULL OR own.year = $year) AND own.registered < own.recognised
ORDER BY own.year DESC, area.position, indicator.position;
