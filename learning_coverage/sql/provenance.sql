-- One row per fact ever received for one year, area and indicator, by village, newest first; for a merged village the
-- facts of the villages it adds; none for the commune's sum of an indicator counted by village. `is_current`: in force.
SELECT fact.upload_id, fact.sheet, fact.row, fact.total, fact.registered, fact.recognised, fact.grade,
    taken.file_name, taken.received_at, taken.made_by, taken.note, taken.raw, taken.is_withdrawn,
    coalesce(fact.upload_id = standing.upload_id, FALSE) AS is_current,
    fact.area_id, area.name AS area_name, fact.area_id <> $area AS is_of_part
FROM fact
JOIN area ON area.area_id = fact.area_id
JOIN upload($as_of) AS taken ON taken.upload_id = fact.upload_id
LEFT JOIN territory ON territory.boundaries = $boundaries AND territory.source_id = fact.area_id
LEFT JOIN current_fact($as_of) AS standing ON standing.year = fact.year AND standing.area_id = fact.area_id
    AND standing.indicator_id = fact.indicator_id
WHERE fact.year = $year AND coalesce(territory.area_id, fact.area_id) = $area AND fact.indicator_id = $indicator
ORDER BY area.position, fact.upload_id DESC;
