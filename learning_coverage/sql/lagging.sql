-- One row per village and learning title that lags in $year, most urgent first: missed, far
-- behind, behind; then by gap, by missing units, by official order. Of the first $most villages (NULL: of all);
-- `village_place` is the rank of the village by its most urgent title, `villages` the number of lagging villages.
WITH ordered AS (
    SELECT snapshot.*, area.position AS area_position, severity(snapshot.status) AS severity,
        count(*) OVER (PARTITION BY snapshot.area_id) AS lagging_titles,
        row_number() OVER (
            ORDER BY severity(snapshot.status), snapshot.gap, snapshot.missing DESC, area.position, indicator.position
        ) AS place
    FROM snapshot
    JOIN area ON area.area_id = snapshot.area_id AND area.level = 'village'
    JOIN indicator ON indicator.indicator_id = snapshot.indicator_id AND indicator.is_title
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.year = $year
        AND ($indicator IS NULL OR snapshot.indicator_id = $indicator)
        AND severity(snapshot.status) IS NOT NULL
),
by_village AS (SELECT *, min(place) OVER (PARTITION BY area_id) AS first_place FROM ordered),
placed AS (SELECT *, dense_rank() OVER (ORDER BY first_place) AS village_place FROM by_village),
counted AS (SELECT *, max(village_place) OVER () AS villages FROM placed)
SELECT * EXCLUDE (place, first_place)
FROM counted
WHERE $most IS NULL OR village_place <= $most
ORDER BY place;
