-- One row per area, indicator and year whose share can be compared with the previous one; $area, $indicator, $year NULL:
-- all. Of a sum, over the `compared` villages that reported in both years; the counts and shares are theirs. The
-- change is the exact sum of the effects of the numerator and of the denominator: each effect is the mean over both orders
-- of changing one count after the other, so neither receives their joint part.
SELECT snapshot.year, snapshot.area_id, snapshot.area_name, snapshot.indicator_id, snapshot.previous_year,
    snapshot.expected, snapshot.compared,
    snapshot.compared_numerator AS numerator, snapshot.previous_numerator,
    snapshot.compared_denominator AS denominator, snapshot.previous_denominator,
    snapshot.compared_numerator - snapshot.previous_numerator AS more_recognised,
    snapshot.compared_denominator - snapshot.previous_denominator AS more_total,
    snapshot.compared_coverage AS coverage, snapshot.previous_coverage, snapshot.change, snapshot.target, snapshot.status,
    snapshot.provisional, snapshot.declined,
    (snapshot.compared_numerator - snapshot.previous_numerator)
        * (1.0::DOUBLE / snapshot.compared_denominator + 1.0::DOUBLE / snapshot.previous_denominator) / 2 AS by_recognised,
    (1.0::DOUBLE / snapshot.compared_denominator - 1.0::DOUBLE / snapshot.previous_denominator)
        * (snapshot.compared_numerator + snapshot.previous_numerator) / 2 AS by_total
FROM snapshot
JOIN area ON area.area_id = snapshot.area_id
JOIN indicator ON indicator.indicator_id = snapshot.indicator_id
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.change IS NOT NULL AND NOT snapshot.is_single
    AND ($area IS NULL OR snapshot.area_id = $area)
    AND ($indicator IS NULL OR snapshot.indicator_id = $indicator)
    AND ($year IS NULL OR snapshot.year = $year)
ORDER BY snapshot.year, indicator.position, area.position;
