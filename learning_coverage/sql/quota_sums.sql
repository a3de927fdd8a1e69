-- One row per village (year NULL), per year (area_id NULL) and one for everything, of the cells in the lists
-- $areas, $years and $units: their sums and the verdict for the milestone. For a village: `over` what is not yet
-- recognised in it, `short` of what it misses, else `enough`; `not_applicable` without units to recognise. For
-- everything: the same for the commune's own missing units. `by_units` is the difference; `villages` counts those with
-- units; `units_a_year` is rounded up; `share_of_most` is the share of the largest village, 0..1.
WITH cell AS (
    SELECT unnest($areas::VARCHAR[]) AS area_id, unnest($years::INTEGER[]) AS year, unnest($units::BIGINT[]) AS units
),
summed AS (
    SELECT area_id, year, coalesce(sum(units), 0)::BIGINT AS units,
        count(DISTINCT CASE WHEN units > 0 THEN area_id END) AS villages, grouping(area_id) + grouping(year) = 2 AS is_all
    FROM cell
    GROUP BY GROUPING SETS ((area_id), (year), ())
),
need AS (SELECT * FROM quota_need($as_of, $year, $indicator, 'villages')),
known AS (
    SELECT area_id, position, total, not_yet, missing, years_left FROM need
    UNION ALL
    SELECT NULL, max(position) + 1, sum(total)::BIGINT, sum(not_yet)::BIGINT, max(commune_missing), max(years_left) FROM need
)
SELECT summed.area_id, summed.year, summed.units, summed.villages,
    ceil_div(summed.units, nullif(known.years_left, 0)) AS units_a_year,
    CASE WHEN summed.area_id IS NOT NULL
        THEN summed.units::DOUBLE / nullif(max(summed.units) OVER (PARTITION BY summed.area_id IS NULL), 0) END AS share_of_most,
    CASE WHEN summed.units > known.not_yet THEN 'over'
        WHEN known.total = 0 THEN 'not_applicable'
        WHEN summed.units < known.missing THEN 'short'
        WHEN known.missing IS NOT NULL THEN 'enough' END AS verdict,
    CASE WHEN summed.units > known.not_yet THEN summed.units - known.not_yet
        WHEN known.missing IS NOT NULL THEN greatest(0, known.missing - summed.units) END AS by_units
FROM summed
LEFT JOIN known ON known.area_id = summed.area_id OR (summed.is_all AND known.area_id IS NULL)
ORDER BY known.position NULLS LAST, summed.year NULLS LAST;
