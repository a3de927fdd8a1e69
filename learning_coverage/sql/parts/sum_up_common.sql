-- One row per year, commune, indicator, and one earlier year or two: the sums over the villages in `village_count` with
-- both counts in all of these years. Villages that reported in the same years are added first.
INSERT INTO commune_common
WITH years AS (SELECT DISTINCT year FROM village_count),
-- One row per village, span of years without a change of its territory, and reporting area in that territory.
place AS (
    SELECT area_id AS source_id, area_id, 0 AS first_year, 9999 AS last_year
    FROM reports_in
    WHERE area_id NOT IN (SELECT source_id FROM successor)
    UNION ALL
    SELECT successor.source_id, successor.area_id, years.year, years.year
    FROM successor JOIN years ON years.year BETWEEN successor.first_year AND successor.last_year
),
-- One row per such village, span and year with a territory of several reporting areas: their number.
sources AS (
    SELECT place.area_id, place.first_year, years.year, count(*) AS sources
    FROM place
    JOIN successor ON successor.source_id = place.source_id
        AND place.first_year BETWEEN successor.first_year AND successor.last_year
    JOIN reports_in ON reports_in.area_id = place.source_id
    JOIN years ON years.year BETWEEN reports_in.first_year AND reports_in.last_year
    GROUP BY place.area_id, place.first_year, years.year
    HAVING count(*) > 1
),
denominator AS (
    SELECT DISTINCT indicator_id, CASE WHEN grade_rank IS NULL THEN denominator ELSE 'total' END AS kind
    FROM milestone WHERE plan_id = 'own'
),
counts AS (
    SELECT place.area_id, place.first_year, place.last_year, own.commune_id, own.indicator_id, denominator.kind, own.year,
        count(*) AS sources, sum(own.recognised) AS numerator,
        sum(CASE denominator.kind WHEN 'registered' THEN own.registered ELSE own.total END) AS denominator,
        bool_or(own.denominator_kind = denominator.kind) AS is_in_force
    FROM village_count AS own
    JOIN place ON place.source_id = own.area_id
    JOIN denominator ON denominator.indicator_id = own.indicator_id
    WHERE own.recognised <= CASE denominator.kind WHEN 'registered' THEN own.registered ELSE own.total END
        AND own.year <= place.last_year
    GROUP BY place.area_id, place.first_year, place.last_year, own.commune_id, own.indicator_id, denominator.kind, own.year
),
complete AS MATERIALIZED (
    SELECT counts.* EXCLUDE (sources)
    FROM counts
    JOIN indicator ON indicator.indicator_id = counts.indicator_id
    LEFT JOIN sources ON sources.area_id = counts.area_id AND sources.first_year = counts.first_year
        AND sources.year = counts.year
    WHERE counts.sources = coalesce(sources.sources, 1) AND (counts.sources = 1 OR indicator.kind <> 'yes_no')
),
-- One row per village, span, title and denominator: a number that stands for the years it reported in, and one for its
-- commune, title and denominator (`line`; joins by it are fast).
pattern AS MATERIALIZED (
    SELECT *, dense_rank() OVER (ORDER BY commune_id, indicator_id, kind) AS line
    FROM (
        SELECT area_id, first_year, commune_id, indicator_id, kind, bit_xor(hash(year)) AS pattern
        FROM complete
        GROUP BY area_id, first_year, commune_id, indicator_id, kind
    )
),
-- One row per line, span and years reported in, and each of these years: the sums over such villages.
alike AS MATERIALIZED (
    SELECT pattern.line, complete.first_year, complete.last_year, pattern.pattern, complete.year, complete.is_in_force,
        count(*) AS villages, sum(complete.numerator)::BIGINT AS numerator, sum(complete.denominator)::BIGINT AS denominator
    FROM complete
    JOIN pattern ON pattern.area_id = complete.area_id AND pattern.first_year = complete.first_year
        AND pattern.indicator_id = complete.indicator_id AND pattern.kind = complete.kind
    GROUP BY pattern.line, complete.first_year, complete.last_year, pattern.pattern, complete.year, complete.is_in_force
),
later AS (SELECT * FROM alike WHERE is_in_force AND year BETWEEN first_year AND last_year),
compared AS (
    SELECT later.line, later.year, before.year AS earlier_year, NULL::INTEGER AS earliest_year, later.villages,
        later.numerator, later.denominator, before.numerator AS earlier_numerator,
        before.denominator AS earlier_denominator, NULL::BIGINT AS earliest_numerator, NULL::BIGINT AS earliest_denominator
    FROM later
    JOIN alike AS before ON before.line = later.line AND before.first_year = later.first_year
        AND before.pattern = later.pattern AND before.year < later.year
    UNION ALL
    SELECT later.line, later.year, before.year, third.year, later.villages, later.numerator, later.denominator,
        before.numerator, before.denominator, third.numerator, third.denominator
    FROM later
    JOIN alike AS before ON before.line = later.line AND before.first_year = later.first_year
        AND before.pattern = later.pattern AND before.year BETWEEN later.year - 4 AND later.year - 1
    JOIN alike AS third ON third.line = later.line AND third.first_year = later.first_year
        AND third.pattern = later.pattern AND third.year BETWEEN later.year - 4 AND before.year - 1
),
added AS (
    SELECT line, year, earlier_year, earliest_year, sum(villages)::BIGINT AS villages, sum(numerator)::BIGINT AS numerator,
        sum(denominator)::BIGINT AS denominator, sum(earlier_numerator)::BIGINT AS earlier_numerator,
        sum(earlier_denominator)::BIGINT AS earlier_denominator, sum(earliest_numerator)::BIGINT AS earliest_numerator,
        sum(earliest_denominator)::BIGINT AS earliest_denominator
    FROM compared
    GROUP BY line, year, earlier_year, earliest_year
),
-- One row per line and year: how many villages there were.
size AS MATERIALIZED (
    SELECT line.line, line.commune_id, line.indicator_id, sums.year, sums.expected
    FROM (SELECT DISTINCT line, commune_id, indicator_id FROM pattern) AS line
    JOIN commune_sum AS sums ON sums.commune_id = line.commune_id AND sums.indicator_id = line.indicator_id
)
SELECT added.year, size.commune_id, size.indicator_id, added.earlier_year, added.earliest_year, added.villages,
    is_enough(added.villages, size.expected), added.numerator, added.denominator, added.earlier_numerator,
    added.earlier_denominator, added.earliest_numerator, added.earliest_denominator
FROM added
JOIN size ON size.line = added.line AND size.year = added.year
WHERE NOT EXISTS (
    SELECT 1 FROM commune_break
    WHERE commune_break.commune_id = size.commune_id AND commune_break.indicator_id = size.indicator_id
        AND commune_break.year > coalesce(added.earliest_year, added.earlier_year) AND commune_break.year <= added.year);
