-- One row per area, indicator and year whose share can be compared with the area's previous one; $area, $indicator,
-- $year NULL: all. The change is the exact sum of the effects of the numerator and of the denominator: each effect is
-- the mean over both orders of changing one count after the other, so neither receives their joint part.
WITH pair AS (
    SELECT snapshot.*,
        before.numerator AS previous_numerator,
        CASE snapshot.denominator_kind WHEN 'registered' THEN before.registered ELSE before.total END
            AS previous_denominator
    FROM snapshot
    JOIN snapshot AS before ON before.as_of = snapshot.as_of AND before.boundaries = snapshot.boundaries AND before.area_id = snapshot.area_id
        AND before.indicator_id = snapshot.indicator_id AND before.year = snapshot.previous_year
    WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.change IS NOT NULL AND NOT snapshot.is_single
        AND ($area IS NULL OR snapshot.area_id = $area)
        AND ($indicator IS NULL OR snapshot.indicator_id = $indicator)
        AND ($year IS NULL OR snapshot.year = $year)
)
SELECT pair.year, pair.area_id, pair.area_name, pair.indicator_id, pair.previous_year,
    pair.numerator, pair.previous_numerator, pair.denominator, pair.previous_denominator,
    pair.numerator - pair.previous_numerator AS more_recognised,
    pair.denominator - pair.previous_denominator AS more_total,
    pair.coverage, pair.previous_coverage, pair.change, pair.target, pair.status, pair.declined,
    (pair.numerator - pair.previous_numerator)
        * (1.0::DOUBLE / pair.denominator + 1.0::DOUBLE / pair.previous_denominator) / 2 AS by_recognised,
    (1.0::DOUBLE / pair.denominator - 1.0::DOUBLE / pair.previous_denominator)
        * (pair.numerator + pair.previous_numerator) / 2 AS by_total
FROM pair
JOIN area ON area.area_id = pair.area_id
JOIN indicator ON indicator.indicator_id = pair.indicator_id
ORDER BY pair.year, indicator.position, area.position;
