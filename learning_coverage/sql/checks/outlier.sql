-- One row per year, village and indicator whose coverage changed unlike that of the other villages since the year
-- before: the modified z-score of its change is beyond 3.5 (Iglewicz and Hoaglin), by more than one of its own units.
-- value and against are changes as shares: the village's and the median. At least 5 villages, and not all alike.
WITH moved AS (
    -- Rounded far below one unit, so that equal changes are equal and a median deviation of 0 is 0.
    SELECT snapshot.*, round(snapshot.change, 12) AS moved_by,
        median(round(snapshot.change, 12)) OVER alike AS usual, count(*) OVER alike AS villages
    FROM snapshot
    JOIN area ON area.area_id = snapshot.area_id AND area.level = 'village'
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.change IS NOT NULL AND NOT snapshot.is_single
        AND snapshot.previous_year = snapshot.year - 1
    WINDOW alike AS (PARTITION BY snapshot.indicator_id, snapshot.year)
),
spread AS (
    SELECT *, round(abs(moved_by - usual), 12) AS distance,
        median(round(abs(moved_by - usual), 12)) OVER (PARTITION BY indicator_id, year) AS usual_distance
    FROM moved
)
SELECT spread.year, spread.area_id, spread.area_name, spread.indicator_id,
    spread.moved_by AS value, spread.usual AS against, spread.previous_year AS against_year, NULL AS until_year,
    concat(round(spread.previous_coverage, 6), ' → ', spread.numerator, '/', spread.denominator) AS basis,
    2 AS severity
FROM spread
JOIN area ON area.area_id = spread.area_id
JOIN indicator ON indicator.indicator_id = spread.indicator_id
WHERE ($year IS NULL OR spread.year = $year)
    AND spread.villages >= 5 AND spread.usual_distance > 0
    AND 0.6745 * spread.distance > 3.5 * spread.usual_distance
    AND spread.distance * spread.denominator > 1
ORDER BY spread.year DESC, area.position, indicator.position;
