-- One row per village or commune in $scope whose commune is not summed up, or, $again, any: with its commune.
SELECT reports_in.commune_id, reports_in.area_id
FROM reports_in
JOIN lies_in ON lies_in.commune_id = reports_in.commune_id AND lies_in.scope_id = $scope
LEFT JOIN commune_summed AS kept ON kept.commune_id = reports_in.commune_id
WHERE $again OR kept.commune_id IS NULL
ORDER BY reports_in.commune_id, reports_in.area_id;
