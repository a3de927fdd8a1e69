-- One row per village or commune in $scope whose commune has no sums yet (with $again: any), with its commune.
WITH wanted AS (
    SELECT commune_id FROM lies_in
    WHERE scope_id = $scope AND ($again OR commune_id NOT IN (SELECT commune_id FROM commune_summed))
)
SELECT reports_in.commune_id, reports_in.area_id
FROM reports_in
JOIN wanted ON wanted.commune_id = reports_in.commune_id
ORDER BY reports_in.commune_id, reports_in.area_id;
