-- One row per indicator: the commune's figure of $year, or else its latest one before that stands for the commune, or else
-- its latest one, judged by the milestone of that year. `is_current`: the figure is of $year itself. Without any figure
-- the row is that of $year.
WITH known AS (
    SELECT snapshot.*, row_number() OVER (
        PARTITION BY snapshot.indicator_id
        ORDER BY snapshot.status = 'no_data', snapshot.year < $year AND snapshot.status = 'incomplete', snapshot.year DESC) AS age
    FROM snapshot
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.area_id = whole() AND snapshot.year <= $year
)
SELECT known.* EXCLUDE (age, as_of), known.year = $year AND known.status <> 'no_data' AS is_current, indicator.is_title
FROM known
JOIN indicator ON indicator.indicator_id = known.indicator_id
WHERE known.age = 1
ORDER BY indicator.position;
