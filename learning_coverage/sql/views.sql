-- The definitions. `as_of` limits everything to the commits up to that number; NULL is the present.
-- All comparisons use integers: a share is a pair (numerator, denominator), never a rounded number.

CREATE OR REPLACE MACRO ceil_div(a, b) AS ((a::HUGEINT + b - 1) // b)::BIGINT;

-- A straight line between two shares, at `year`, as numerator and denominator: the planned share.
-- It starts in `start_year` at start_n/start_d and ends in `end_year` at `percent` percent.
CREATE OR REPLACE MACRO line_numerator(start_year, start_n, start_d, end_year, percent, year) AS
    100::HUGEINT * start_n * (end_year - start_year)
    + (percent::HUGEINT * start_d - 100::HUGEINT * start_n) * (year - start_year);
CREATE OR REPLACE MACRO line_denominator(start_year, start_d, end_year) AS
    100::HUGEINT * start_d * (end_year - start_year);

-- The id of the commune, the sum of its villages.
CREATE OR REPLACE MACRO whole() AS (SELECT whole_id FROM setting);

-- One row per upload: its metadata, and whether it is withdrawn.
CREATE OR REPLACE MACRO upload(as_of) AS TABLE
WITH known AS (SELECT * FROM event WHERE seq <= coalesce(as_of, 2147483647)),
judged AS (
    SELECT about AS upload_id, kind, row_number() OVER (PARTITION BY about ORDER BY seq DESC) AS age
    FROM known WHERE kind IN ('withdraw', 'restore')
)
SELECT known.seq AS upload_id, known.received_at, known.made_by, known.note, known.raw, known.rows,
    known.file_name, coalesce(judged.kind = 'withdraw', FALSE) AS is_withdrawn
FROM known LEFT JOIN judged ON judged.upload_id = known.seq AND judged.age = 1
WHERE known.kind = 'upload';

-- One row per closed year: no figure of it may change until it is reopened.
CREATE OR REPLACE MACRO closed_year(as_of) AS TABLE
WITH judged AS (
    SELECT *, row_number() OVER (PARTITION BY about ORDER BY seq DESC) AS age
    FROM event
    WHERE kind IN ('close_year', 'reopen_year') AND seq <= coalesce(as_of, 2147483647)
)
SELECT about AS year, seq, received_at, made_by, note FROM judged WHERE age = 1 AND kind = 'close_year';

-- One row per year, area and indicator: the current fact of some areas (NULL: all). It is the newest one with a result and
-- a count to divide by, of the uploads not withdrawn; without any such fact, the newest one: a blank hides no figure.
CREATE OR REPLACE MACRO current_fact_of(as_of, areas) AS TABLE
SELECT * EXCLUDE (age)
FROM (
    SELECT fact.*, row_number() OVER (
        PARTITION BY fact.year, fact.area_id, fact.indicator_id
        ORDER BY fact.grade IS NULL AND (fact.recognised IS NULL OR coalesce(fact.total, fact.registered) IS NULL),
            fact.upload_id DESC) AS age
    FROM fact JOIN upload(as_of) AS taken ON taken.upload_id = fact.upload_id
    WHERE NOT taken.is_withdrawn AND (areas IS NULL OR fact.area_id IN (SELECT unnest(areas)))
)
WHERE age = 1;

-- One row per year, area and indicator: the current fact of every area.
CREATE OR REPLACE MACRO current_fact(as_of) AS TABLE SELECT * FROM current_fact_of(as_of, NULL::VARCHAR[]);

-- One row per year from the first of the programme, milestone or year with data to the last.
CREATE OR REPLACE MACRO find_years(as_of) AS TABLE
WITH known AS (
    SELECT first_year AS year FROM setting
    UNION ALL
    SELECT milestone_year FROM milestone
    UNION ALL
    SELECT year FROM current_fact(as_of)
)
SELECT unnest(generate_series(min(year), max(year)))::INTEGER AS year FROM known;

-- One row per requested commit and year: find_years(as_of), stored.
CREATE OR REPLACE TABLE calendar_year AS
SELECT 0::INTEGER AS as_of, * FROM find_years(0) WHERE FALSE;

-- One row per year of a requested commit: the stored years.
CREATE OR REPLACE MACRO calendar(at_commit) AS TABLE SELECT year FROM calendar_year WHERE calendar_year.as_of = at_commit;

-- The milestone of an indicator in force in a year: the first that is not before the year, or else the last one.
CREATE OR REPLACE MACRO is_in_force(year, milestone_year, start_year, is_last) AS
    (year <= milestone_year OR is_last) AND (start_year IS NULL OR year > start_year);

-- One row per plan, indicator and year: the milestone in force.
CREATE OR REPLACE MACRO in_force(as_of) AS TABLE
SELECT milestone.plan_id, indicator.indicator_id, indicator.level, indicator.kind, calendar.year,
    milestone.milestone_year, milestone.percent, milestone.grade_rank, milestone.denominator AS denominator_kind,
    milestone.start_year, milestone.start_percent
FROM calendar(as_of) AS calendar
CROSS JOIN indicator
JOIN milestone ON milestone.indicator_id = indicator.indicator_id
    AND is_in_force(calendar.year, milestone.milestone_year, milestone.start_year, milestone.is_last);

-- One row per year, reporting area (a village or the commune) and indicator with a fact: numerator and denominator under
-- the milestone in force. Figures of a village count in the years in which it exists. Both are NULL if more units are
-- recognised than the denominator has. `is_complete`: both are known.
CREATE OR REPLACE MACRO find_own_counts(as_of) AS TABLE
WITH own AS (
    SELECT fact.year, fact.area_id, fact.indicator_id, fact.total, fact.registered, fact.recognised, fact.grade,
        fact.upload_id, in_force.level, in_force.denominator_kind,
        CASE WHEN in_force.kind = 'grade' THEN (grade.rank >= in_force.grade_rank)::BIGINT
            ELSE fact.recognised END AS numerator,
        CASE WHEN in_force.kind = 'grade' THEN 1
            WHEN in_force.denominator_kind = 'registered' THEN fact.registered
            ELSE fact.total END AS denominator
    FROM current_fact(as_of) AS fact
    JOIN area ON area.area_id = fact.area_id
    JOIN area_span ON area_span.boundaries = 'then' AND area_span.area_id = fact.area_id
        AND fact.year BETWEEN area_span.first_year AND area_span.last_year
    JOIN in_force(as_of) AS in_force ON in_force.plan_id = area.plan_id
        AND in_force.indicator_id = fact.indicator_id AND in_force.year = fact.year AND in_force.level = area.level
    LEFT JOIN grade ON grade.grade = fact.grade
)
SELECT * REPLACE (
        CASE WHEN numerator <= coalesce(denominator, numerator) THEN numerator END AS numerator,
        CASE WHEN denominator >= coalesce(numerator, denominator) THEN denominator END AS denominator),
    coalesce(numerator <= denominator, FALSE) AS is_complete
FROM own;

-- One row per requested commit, year, reporting area and indicator: find_own_counts(as_of), stored.
CREATE OR REPLACE TABLE own_count AS
SELECT 0::INTEGER AS as_of, * FROM find_own_counts(0) WHERE FALSE;

-- One row per area and reporting area whose figures it shows or adds, in the boundaries `drawn`.
CREATE OR REPLACE MACRO member(drawn) AS TABLE
SELECT territory.area_id, territory.source_id, 'village' AS level FROM territory WHERE territory.boundaries = drawn
UNION ALL
SELECT membership.area_id, membership.source_id, 'village' FROM membership
UNION ALL
SELECT whole(), whole(), 'commune';

-- One row per year of a complete figure (with `of_year`: of that year only), reporting area, indicator and year up to it:
-- the counts of its territory in the earlier year, over the denominator of the later one, and its counts in the later one;
-- only if every village there was in the territory then reported both counts. The yes or no of several former villages is
-- not added up. `compared`: how many villages these counts are of.
CREATE OR REPLACE MACRO earlier_count(at_commit, of_year) AS TABLE
WITH own AS (SELECT * FROM own_count WHERE own_count.as_of = at_commit),
part AS (
    SELECT later.year, later.area_id, later.indicator_id, before_year.year AS earlier_year, before.recognised AS numerator,
        CASE later.denominator_kind WHEN 'registered' THEN before.registered ELSE before.total END AS denominator,
        later.numerator AS later_numerator, later.denominator AS later_denominator
    FROM own AS later
    JOIN successor ON successor.area_id = later.area_id AND later.year BETWEEN successor.first_year AND successor.last_year
    JOIN (SELECT DISTINCT year FROM own) AS before_year ON before_year.year <= later.year
    JOIN area_span AS span ON span.boundaries = 'then' AND span.area_id = successor.source_id
        AND before_year.year BETWEEN span.first_year AND span.last_year
    LEFT JOIN own AS before ON before.area_id = successor.source_id AND before.year = before_year.year
        AND before.indicator_id = later.indicator_id AND before.is_complete
    WHERE later.is_complete AND (of_year IS NULL OR later.year = of_year)
)
SELECT part.year, part.area_id, part.indicator_id, part.earlier_year, sum(part.numerator)::BIGINT AS numerator,
    sum(part.denominator)::BIGINT AS denominator, any_value(part.later_numerator) AS later_numerator,
    any_value(part.later_denominator) AS later_denominator, 1::BIGINT AS compared, NULL::BIGINT AS compared_villages
FROM part
JOIN indicator ON indicator.indicator_id = part.indicator_id
GROUP BY part.year, part.area_id, part.indicator_id, part.earlier_year
HAVING bool_and(coalesce(part.numerator <= part.denominator, FALSE))
    AND (count(*) = 1 OR any_value(indicator.kind) <> 'yes_no');

-- One row per reporting area, indicator with a complete figure in `of_year` and two earlier years in which it has one too:
-- the counts of earlier_count in the three years.
CREATE OR REPLACE MACRO common_count(at_commit, of_year) AS TABLE
SELECT earlier.year, earlier.area_id, earlier.indicator_id, earlier.earlier_year, earliest.earlier_year AS earliest_year,
    earlier.compared, earlier.compared_villages, earlier.later_numerator AS numerator,
    earlier.later_denominator AS denominator, earlier.numerator AS earlier_numerator,
    earlier.denominator AS earlier_denominator, earliest.numerator AS earliest_numerator,
    earliest.denominator AS earliest_denominator
FROM earlier_count(at_commit, of_year) AS earlier
JOIN earlier_count(at_commit, of_year) AS earliest ON earliest.area_id = earlier.area_id
    AND earliest.indicator_id = earlier.indicator_id AND earliest.earlier_year < earlier.earlier_year
WHERE earlier.earlier_year < earlier.year;

-- One row per area, indicator and year, in the boundaries `drawn`: its counts. An area is a sum (`is_sum`) if it is the
-- commune or a group, or shows several villages of that year: then it adds the villages that reported both counts
-- (`reported`) of those there were (`expected`). The yes or no of several former villages is not added up to one.
CREATE OR REPLACE MACRO counted(at_commit, drawn) AS TABLE
WITH own AS (SELECT * FROM own_count WHERE own_count.as_of = at_commit),
parts AS (
    SELECT member.area_id, member.level, calendar.year, count(*) AS parts
    FROM member(drawn) AS member
    JOIN area_span AS span ON span.boundaries = 'then' AND span.area_id = member.source_id
    JOIN calendar(at_commit) AS calendar ON calendar.year BETWEEN span.first_year AND span.last_year
    GROUP BY member.area_id, member.level, calendar.year
),
reported AS (
    SELECT member.area_id, own.year, own.indicator_id, count(*) FILTER (own.is_complete) AS reported,
        max(own.upload_id) AS upload_id, min(own.grade) AS grade,
        min(own.total) AS own_total, min(own.registered) AS own_registered, min(own.recognised) AS own_recognised,
        min(own.numerator) AS own_numerator, min(own.denominator) AS own_denominator,
        CASE WHEN count(own.total) FILTER (own.is_complete) = count(*) FILTER (own.is_complete)
            THEN sum(own.total) FILTER (own.is_complete) END::BIGINT AS total,
        CASE WHEN count(own.registered) FILTER (own.is_complete) = count(*) FILTER (own.is_complete)
            THEN sum(own.registered) FILTER (own.is_complete) END::BIGINT AS registered,
        sum(own.recognised) FILTER (own.is_complete)::BIGINT AS recognised,
        sum(own.numerator) FILTER (own.is_complete)::BIGINT AS numerator,
        sum(own.denominator) FILTER (own.is_complete)::BIGINT AS denominator
    FROM member(drawn) AS member
    JOIN own ON own.area_id = member.source_id AND own.level = member.level
    GROUP BY member.area_id, own.year, own.indicator_id
),
described AS (
    SELECT parts.area_id, parts.year, parts.parts, indicator.indicator_id,
        area.level <> parts.level OR parts.parts > 1 AS is_sum,
        parts.parts > 1 AND area.level = 'village' AND indicator.kind = 'yes_no' AS is_judged_by_part
    FROM parts
    JOIN area ON area.area_id = parts.area_id
    JOIN indicator ON indicator.level = parts.level
)
SELECT described.area_id, described.year, described.indicator_id, described.is_sum, described.is_judged_by_part,
    CASE WHEN described.is_sum THEN described.parts END AS expected,
    CASE WHEN described.is_sum THEN coalesce(reported.reported, 0) END AS reported,
    NULL::BIGINT AS expected_villages, NULL::BIGINT AS reported_villages,
    CASE WHEN NOT described.is_sum THEN reported.own_total WHEN NOT is_judged_by_part THEN reported.total END AS total,
    CASE WHEN NOT described.is_sum THEN reported.own_registered WHEN NOT is_judged_by_part THEN reported.registered END
        AS registered,
    CASE WHEN NOT described.is_sum THEN reported.own_recognised WHEN NOT is_judged_by_part THEN reported.recognised END
        AS recognised,
    CASE WHEN NOT described.is_sum THEN reported.own_numerator WHEN NOT is_judged_by_part THEN reported.numerator END
        AS numerator,
    CASE WHEN NOT described.is_sum THEN reported.own_denominator WHEN NOT is_judged_by_part THEN reported.denominator END
        AS denominator,
    CASE WHEN NOT described.is_sum THEN reported.grade END AS grade, reported.upload_id
FROM described
LEFT JOIN reported ON reported.area_id = described.area_id AND reported.year = described.year
    AND reported.indicator_id = described.indicator_id;

-- One row per area, indicator and year. `criteria`: how often up to that year the criteria, or the territory of the village,
-- have changed: years of the same number may be compared. `era` also counts changes of the number of villages in a
-- sum of yes or no: a line joins only years of the same number.
CREATE OR REPLACE MACRO era(as_of, drawn) AS TABLE
WITH moved AS (
    SELECT series_break.indicator_id, area.area_id, series_break.year, TRUE AS is_incomparable
    FROM series_break CROSS JOIN area
    UNION ALL
    SELECT indicator.indicator_id, territory_break.area_id, territory_break.year, area.level = 'village'
    FROM territory_break
    JOIN area ON area.area_id = territory_break.area_id
    JOIN indicator ON indicator.level = 'village' AND (area.level = 'village' OR indicator.kind = 'yes_no')
    WHERE territory_break.boundaries = drawn
)
SELECT indicator.indicator_id, area.area_id, calendar.year, count(moved.year)::INTEGER AS era,
    count(moved.year) FILTER (moved.is_incomparable)::INTEGER AS criteria
FROM calendar(as_of) AS calendar
CROSS JOIN area
CROSS JOIN indicator
LEFT JOIN moved ON moved.indicator_id = indicator.indicator_id AND moved.area_id = area.area_id
    AND moved.year <= calendar.year
GROUP BY indicator.indicator_id, area.area_id, calendar.year;

-- Whether so many of the villages there are suffice for a verdict about their sum.
CREATE OR REPLACE MACRO is_enough(count, expected) AS
    100 * count >= (SELECT enough_reported FROM setting) * expected;

-- One row per applicable area, indicator and year: coverage, plan, verdict. The base of all pages.
-- coverage, planned, target, gap, target_gap and change are shares 0..1; missing is in units; NULL if unknown.
-- A sum has the number of villages `expected` and `reported`; it is `provisional` if these differ, and has no verdict
-- (`incomplete`) if too few reported. Above communes these count the communes there are and those with enough villages,
-- expected_villages and reported_villages (else NULL) the villages; both have to suffice. Compared with `previous_year` are the `compared` villages of a sum that reported
-- both counts in both years (NULL: the area is no sum), by the denominator of the later year: compared_numerator of
-- compared_denominator now, previous_numerator of previous_denominator then.
-- A line joins years of the same `era`; years of the same `criteria` may be compared. coverage_of_total and
-- coverage_of_registered are the two shares of a title whose denominator is a setting.
CREATE OR REPLACE MACRO coverage(at_commit, drawn) AS TABLE
WITH counted AS MATERIALIZED (
    SELECT counted.*, era.era, era.criteria,
        coalesce(expected > reported, FALSE) OR coalesce(expected_villages > reported_villages, FALSE) AS provisional,
        coalesce(NOT is_enough(reported, expected), FALSE)
            OR coalesce(NOT is_enough(reported_villages, expected_villages), FALSE) AS is_incomplete
    FROM counted(at_commit, drawn) AS counted
    JOIN era(at_commit, drawn) AS era ON era.indicator_id = counted.indicator_id AND era.area_id = counted.area_id
        AND era.year = counted.year
),
-- One row per year, area and indicator with a share that stands for the whole area: its baseline (the earliest such year)
-- and the previous such year under the same criteria.
series AS (
    SELECT year, area_id, indicator_id,
        first_value(year) OVER line AS baseline_year,
        first_value(numerator) OVER line AS baseline_numerator,
        first_value(denominator) OVER line AS baseline_denominator,
        lag(year) OVER same AS previous_year
    FROM counted
    WHERE numerator IS NOT NULL AND denominator > 0 AND NOT is_incomplete
    WINDOW line AS (PARTITION BY area_id, indicator_id ORDER BY year),
        same AS (PARTITION BY area_id, indicator_id, criteria ORDER BY year)
),
baseline AS (
    SELECT area_id, indicator_id, year AS baseline_year, baseline_numerator AS numerator,
        baseline_denominator AS denominator
    FROM series WHERE year = baseline_year
),
-- One row per year, area and indicator that can be compared with its previous year: the counts of both years, over the
-- villages with both counts in both.
pair AS (
    SELECT series.year, series.area_id, series.indicator_id, series.previous_year,
        CASE WHEN counted.is_sum THEN sum(before.compared) END::BIGINT AS compared,
        sum(before.compared_villages)::BIGINT AS compared_villages,
        sum(before.later_numerator)::BIGINT AS compared_numerator,
        sum(before.later_denominator)::BIGINT AS compared_denominator,
        sum(before.numerator)::BIGINT AS previous_numerator, sum(before.denominator)::BIGINT AS previous_denominator
    FROM series
    JOIN counted ON counted.year = series.year AND counted.area_id = series.area_id
        AND counted.indicator_id = series.indicator_id AND NOT counted.is_judged_by_part
    JOIN indicator ON indicator.indicator_id = series.indicator_id AND indicator.kind <> 'grade'
    JOIN member(drawn) AS member ON member.area_id = series.area_id AND member.level = indicator.level
    JOIN earlier_count(at_commit, NULL) AS before ON before.area_id = member.source_id AND before.year = series.year
        AND before.indicator_id = series.indicator_id AND before.earlier_year = series.previous_year
    GROUP BY series.year, series.area_id, series.indicator_id, series.previous_year, counted.is_sum, counted.expected,
        counted.expected_villages
    HAVING sum(before.later_denominator) > 0 AND sum(before.denominator) > 0
        AND is_enough(sum(before.compared), coalesce(counted.expected, 1))
        AND coalesce(is_enough(sum(before.compared_villages), counted.expected_villages), TRUE)
),
stage AS (
    SELECT in_force.* EXCLUDE (plan_id), area.area_id, span.name AS area_name, baseline.baseline_year,
        in_force.kind <> 'share' AND in_force.level = area.level AS is_single,
        coalesce(in_force.start_year, baseline.baseline_year) AS from_year,
        CASE WHEN in_force.start_year IS NOT NULL THEN in_force.start_percent
            WHEN 100 * baseline.numerator >= in_force.percent * baseline.denominator THEN in_force.percent
            ELSE baseline.numerator END AS from_numerator,
        CASE WHEN in_force.start_year IS NULL
                AND 100 * baseline.numerator < in_force.percent * baseline.denominator THEN baseline.denominator
            ELSE 100 END AS from_denominator
    FROM in_force(at_commit) AS in_force
    JOIN area ON area.plan_id = in_force.plan_id AND (area.level = in_force.level OR area.level = 'commune'
        OR area.level = 'group' AND in_force.level = 'village')
    JOIN area_span AS span ON span.boundaries = drawn AND span.area_id = area.area_id
        AND in_force.year BETWEEN span.first_year AND span.last_year
    LEFT JOIN baseline ON baseline.area_id = area.area_id AND baseline.indicator_id = in_force.indicator_id
),
-- One row per applicable area, indicator and year: what the path to the milestone requires, with or without
-- data. planned_numerator is NULL without a path: up to the baseline year, and for the yes or no of one area.
path AS (
    SELECT area_id, area_name, indicator_id, year, level, kind, is_single, milestone_year, percent, denominator_kind,
        baseline_year,
        CASE WHEN is_single THEN NULL
            WHEN year > milestone_year THEN percent
            WHEN year > from_year
                THEN line_numerator(from_year, from_numerator, from_denominator, milestone_year, percent, year)
        END AS planned_numerator,
        CASE WHEN year > milestone_year THEN 100
            WHEN year > from_year THEN line_denominator(from_year, from_denominator, milestone_year)
        END AS planned_denominator
    FROM stage
),
-- One row per merged area, yes-or-no indicator, and year from the merger up to the first figure after it: until then the
-- title has to be reassessed, whatever the former villages had.
reassessment AS (
    SELECT merger.area_id, indicator.indicator_id, calendar.year
    FROM calendar(at_commit) AS calendar
    JOIN territory_break AS merger ON merger.boundaries = drawn AND merger.is_merger AND merger.year <= calendar.year
    JOIN indicator ON indicator.level = 'village' AND indicator.kind = 'yes_no'
    LEFT JOIN counted ON counted.area_id = merger.area_id
        AND counted.indicator_id = indicator.indicator_id AND counted.numerator IS NOT NULL
        AND counted.year BETWEEN merger.year AND calendar.year
    GROUP BY merger.area_id, indicator.indicator_id, calendar.year, merger.year
    HAVING count(counted.year) = 0
),
joined AS (
    SELECT path.*, counted.* EXCLUDE (area_id, year, indicator_id, is_sum, is_judged_by_part, era),
        concat_ws(' ', counted.era, path.denominator_kind) AS era,
        CASE WHEN counted.is_judged_by_part THEN 'by_part'
            WHEN reassessment.year IS NOT NULL AND counted.numerator IS NULL THEN 'awaiting' END AS assessment,
        pair.previous_year, pair.compared, pair.compared_villages, pair.compared_numerator, pair.compared_denominator,
        pair.previous_numerator, pair.previous_denominator
    FROM path
    LEFT JOIN counted ON counted.area_id = path.area_id
        AND counted.indicator_id = path.indicator_id AND counted.year = path.year
    LEFT JOIN pair ON pair.area_id = path.area_id AND pair.indicator_id = path.indicator_id AND pair.year = path.year
    LEFT JOIN reassessment ON reassessment.area_id = path.area_id
        AND reassessment.indicator_id = path.indicator_id AND reassessment.year = path.year
),
measured AS (
    SELECT *, denominator > 0 AND numerator IS NOT NULL AS has_share,
        denominator > 0 AND numerator IS NOT NULL AND NOT is_incomplete AS is_judged,
        greatest(0, ceil_div(percent * denominator, 100) - numerator) AS units_missing,
        ceil_div(planned_numerator * denominator, planned_denominator) - numerator AS units_short,
        previous_numerator::HUGEINT * compared_denominator - compared_numerator::HUGEINT * previous_denominator AS fallen
    FROM joined
),
judged AS (
    SELECT area_id, area_name, indicator_id, year, level, kind, is_single, milestone_year, total, registered,
        recognised, grade, upload_id, expected, reported, expected_villages, reported_villages,
        coalesce(provisional, FALSE) AS provisional, assessment, denominator_kind, numerator, denominator, baseline_year,
        previous_year, compared, compared_villages, compared_numerator, compared_denominator, previous_numerator,
        previous_denominator, era, criteria,
        CASE WHEN kind <> 'grade' THEN percent / 100.0::DOUBLE END AS target,
        CASE WHEN has_share AND kind <> 'grade' THEN numerator::DOUBLE / denominator END AS coverage,
        CASE WHEN total > 0 THEN recognised::DOUBLE / total END AS coverage_of_total,
        CASE WHEN registered >= recognised AND registered > 0 THEN recognised::DOUBLE / registered END AS coverage_of_registered,
        planned_numerator::DOUBLE / planned_denominator AS path,
        CASE WHEN has_share THEN planned_numerator::DOUBLE / planned_denominator END AS planned,
        CASE WHEN is_judged AND kind <> 'grade' THEN units_missing END AS missing,
        CASE WHEN is_judged THEN units_short END AS short_of_plan,
        compared_numerator::DOUBLE / compared_denominator AS compared_coverage,
        previous_numerator::DOUBLE / previous_denominator AS previous_coverage,
        is_judged,
        CASE
            WHEN numerator IS NULL OR denominator IS NULL THEN 'no_data'
            WHEN is_incomplete THEN 'incomplete'
            WHEN denominator = 0 THEN 'not_applicable'
            WHEN 100 * numerator >= percent * denominator THEN 'met'
            WHEN year >= milestone_year THEN 'missed'
            WHEN is_single THEN 'not_met'
            WHEN planned_numerator IS NULL THEN 'baseline'
            WHEN units_short <= 0 THEN 'on_track'
            WHEN units_short <= greatest(1, ceil_div(tolerance_points * denominator, 100)) THEN 'behind'
            ELSE 'far_behind'
        END AS status,
        coalesce(100 * fallen >= decline_points * compared_denominator::HUGEINT * previous_denominator
            AND fallen > previous_denominator, FALSE) AS declined
    FROM measured CROSS JOIN setting
)
-- Rounded far below one unit, so that equal gaps are equal and the missing units decide the order.
SELECT * EXCLUDE (is_judged),
    CASE WHEN is_judged THEN round(coverage - coalesce(planned, target), 12) END AS gap,
    CASE WHEN is_judged THEN round(coverage - target, 12) END AS target_gap,
    compared_coverage - previous_coverage AS change
FROM judged;

-- One row per task: its latest content, and the counts of its title before (as known when it was opened) and after (now), each
-- of the latest year that stands for the area. A task of the commune about a title of the villages is a sum: over the
-- `compared` villages with both counts at both times (NULL: no sum) of the `expected` of the later year. Where too few
-- villages can be compared, or nothing was known, `before` is NULL and `after` is over all that `reported`. Both have the
-- denominator of the later year.
CREATE OR REPLACE MACRO task(as_of) AS TABLE
WITH known AS (
    SELECT *, row_number() OVER (PARTITION BY task_id ORDER BY seq DESC) AS age
    FROM task_event WHERE seq <= coalesce(as_of, 2147483647)
),
latest AS (SELECT * EXCLUDE (age) FROM known WHERE age = 1),
asked AS (
    SELECT latest.task_id, latest.area_id, latest.indicator_id, indicator.kind, coalesce(area.plan_id, 'own') AS plan_id,
        latest.area_id = whole() AND indicator.level = 'village' AS is_sum
    FROM latest
    JOIN indicator ON indicator.indicator_id = latest.indicator_id
    LEFT JOIN area ON area.area_id = latest.area_id
),
-- One row per year: the villages there are.
expected AS (
    SELECT known_year.year, count(*) AS villages
    FROM (SELECT DISTINCT year FROM fact) AS known_year
    JOIN area_span AS span ON span.boundaries = 'then' AND known_year.year BETWEEN span.first_year AND span.last_year
    JOIN area ON area.area_id = span.area_id AND area.level = 'village'
    GROUP BY known_year.year
),
after_fact AS (
    SELECT asked.task_id, asked.is_sum, asked.kind, fact.year, fact.area_id, due.denominator AS denominator_kind,
        fact.recognised, CASE due.denominator WHEN 'registered' THEN fact.registered ELSE fact.total END AS total
    FROM asked
    JOIN current_fact(as_of) AS fact ON fact.indicator_id = asked.indicator_id
        AND (asked.is_sum OR fact.area_id = asked.area_id)
    JOIN area_span AS span ON span.boundaries = 'then' AND span.area_id = fact.area_id
        AND fact.year BETWEEN span.first_year AND span.last_year
    JOIN milestone AS due ON due.plan_id = asked.plan_id AND due.indicator_id = asked.indicator_id
        AND is_in_force(fact.year, due.milestone_year, due.start_year, due.is_last)
    WHERE fact.recognised <= CASE due.denominator WHEN 'registered' THEN fact.registered ELSE fact.total END
),
after AS (
    SELECT * EXCLUDE (age) FROM (
        SELECT summed.*, expected.villages AS expected, row_number() OVER (PARTITION BY summed.task_id ORDER BY summed.year DESC) AS age
        FROM (
            SELECT task_id, is_sum, kind, year, denominator_kind, count(*) AS villages, sum(recognised)::BIGINT AS recognised,
                sum(total)::BIGINT AS total
            FROM after_fact GROUP BY task_id, is_sum, kind, year, denominator_kind
        ) AS summed
        LEFT JOIN expected ON expected.year = summed.year
        WHERE NOT summed.is_sum OR is_enough(summed.villages, expected.villages)
    ) WHERE age = 1
),
-- the figures when a task was opened: of uploads before it, without those withdrawn by then
then_withdrawn AS (
    SELECT task_id, about AS upload_id FROM (
        SELECT latest.task_id, event.about, event.kind,
            row_number() OVER (PARTITION BY latest.task_id, event.about ORDER BY event.seq DESC) AS age
        FROM latest JOIN event ON event.seq < latest.task_id AND event.kind IN ('withdraw', 'restore')
    ) WHERE age = 1 AND kind = 'withdraw'
),
then_fact AS (
    SELECT asked.task_id, asked.is_sum, fact.year, fact.area_id, fact.recognised,
        CASE after.denominator_kind WHEN 'registered' THEN fact.registered ELSE fact.total END AS total,
        row_number() OVER (
            PARTITION BY asked.task_id, fact.year, fact.area_id
            ORDER BY fact.recognised IS NULL OR coalesce(fact.total, fact.registered) IS NULL, fact.upload_id DESC) AS age
    FROM asked
    JOIN after ON after.task_id = asked.task_id
    JOIN fact ON fact.indicator_id = asked.indicator_id AND fact.upload_id < asked.task_id
        AND (asked.is_sum OR fact.area_id = asked.area_id)
    JOIN area_span AS span ON span.boundaries = 'then' AND span.area_id = fact.area_id
        AND fact.year BETWEEN span.first_year AND span.last_year
    LEFT JOIN then_withdrawn
        ON then_withdrawn.task_id = asked.task_id AND then_withdrawn.upload_id = fact.upload_id
    WHERE then_withdrawn.upload_id IS NULL
),
before_fact AS (SELECT * FROM then_fact WHERE age = 1 AND recognised <= total),
before AS (
    SELECT * EXCLUDE (age) FROM (
        SELECT summed.*, row_number() OVER (PARTITION BY summed.task_id ORDER BY summed.year DESC) AS age
        FROM (
            SELECT task_id, is_sum, year, count(*) AS villages, sum(recognised)::BIGINT AS recognised, sum(total)::BIGINT AS total
            FROM before_fact GROUP BY task_id, is_sum, year
        ) AS summed
        LEFT JOIN expected ON expected.year = summed.year
        WHERE NOT summed.is_sum OR is_enough(summed.villages, expected.villages)
    ) WHERE age = 1
),
-- One row per task and area with both counts in the later year, if the villages its territory had in the earlier year had
-- both as well. The yes or no of several former villages is not added up.
common AS (
    SELECT after.task_id, after_fact.area_id, after_fact.recognised, after_fact.total,
        sum(before_fact.recognised)::BIGINT AS before_recognised, sum(before_fact.total)::BIGINT AS before_total
    FROM after
    JOIN before ON before.task_id = after.task_id
    JOIN after_fact ON after_fact.task_id = after.task_id AND after_fact.year = after.year
    JOIN successor ON successor.area_id = after_fact.area_id AND after.year BETWEEN successor.first_year AND successor.last_year
    JOIN area_span AS span ON span.boundaries = 'then' AND span.area_id = successor.source_id
        AND before.year BETWEEN span.first_year AND span.last_year
    LEFT JOIN before_fact ON before_fact.task_id = after.task_id AND before_fact.year = before.year
        AND before_fact.area_id = successor.source_id
    GROUP BY after.task_id, after.kind, after_fact.area_id, after_fact.recognised, after_fact.total
    HAVING count(before_fact.area_id) = count(*) AND (count(*) = 1 OR after.kind <> 'yes_no')
),
pair AS (
    SELECT after.task_id, before.year AS before_year, count(*) AS compared, sum(common.recognised)::BIGINT AS recognised,
        sum(common.total)::BIGINT AS total, sum(common.before_recognised)::BIGINT AS before_recognised,
        sum(common.before_total)::BIGINT AS before_total
    FROM after
    JOIN before ON before.task_id = after.task_id
    JOIN common ON common.task_id = after.task_id
    GROUP BY after.task_id, before.year, after.is_sum, after.expected
    HAVING NOT after.is_sum OR is_enough(count(*), after.expected)
)
SELECT latest.*, opened.received_at AS opened_at, opened.made_by AS opened_by, changed.received_at AS changed_at,
    latest.state IN ('open', 'doing') AS is_open,
    pair.before_year, pair.before_recognised, pair.before_total,
    after.year AS after_year, coalesce(pair.recognised, after.recognised) AS after_recognised,
    coalesce(pair.total, after.total) AS after_total,
    CASE WHEN after.is_sum THEN after.expected END AS expected, CASE WHEN after.is_sum THEN after.villages END AS reported, CASE WHEN after.is_sum THEN pair.compared END AS compared,
    coalesce((after.year, after.recognised, after.total) <> (before.year, before.recognised, before.total),
        after.year IS NOT NULL) AS has_new_figures,
    pair.recognised - pair.before_recognised AS moved
FROM latest
JOIN event AS opened ON opened.seq = latest.task_id
JOIN event AS changed ON changed.seq = latest.seq
LEFT JOIN after ON after.task_id = latest.task_id
LEFT JOIN before ON before.task_id = latest.task_id
LEFT JOIN pair ON pair.task_id = latest.task_id;

-- One row per status: `severity` orders the lagging ones, worst first; NULL for the others.
CREATE OR REPLACE MACRO severity(status) AS
    CASE status WHEN 'missed' THEN 1 WHEN 'far_behind' THEN 2 WHEN 'behind' THEN 3 END;

-- One row per requested commit and boundaries, area, indicator and year: coverage(as_of, boundaries), stored. It never
-- changes for a given commit, so it is computed once.
CREATE OR REPLACE TABLE snapshot AS
SELECT 0::INTEGER AS as_of, ''::VARCHAR AS boundaries, * FROM coverage(0, 'now') WHERE FALSE;

-- One row per present village: the units of `title` it misses in `base_year` to the first milestone after that year (the
-- last one if there is none), and the units assigned to it. The counts are those of that milestone's denominator; NULL
-- if the village did not report both (`has_data`). `goal`:
-- 'villages': the units with which each village reaches its own target, which is exactly what it misses;
-- 'commune': only what the commune misses, divided in proportion to what the villages miss by the largest remainder
-- method (Hamilton): the whole parts first, then one unit each by remainder, by missing units, by official order.
-- No village is assigned more than it misses: rounding up a sum gives no more than rounding up its parts, so the commune
-- misses at most the sum of the villages, and an exact share K*k/S is at most k, and below k unless it is whole.
CREATE OR REPLACE MACRO quota_need(at_commit, base_year, title, goal) AS TABLE
WITH due AS (
    SELECT plan_id, milestone_year, percent, denominator FROM milestone
    WHERE indicator_id = title AND is_in_force(base_year + 1, milestone_year, start_year, is_last)
),
village AS (
    SELECT area.area_id, area.name AS area_name, area.position, due.milestone_year, due.percent,
        greatest(0, due.milestone_year - base_year) AS years_left, counts.recognised,
        CASE due.denominator WHEN 'registered' THEN counts.registered ELSE counts.total END AS total,
        coalesce(counts.recognised <= CASE due.denominator WHEN 'registered' THEN counts.registered ELSE counts.total END
            AND coalesce(counts.reported = counts.expected, TRUE), FALSE) AS has_data
    FROM area
    JOIN area_span AS span ON span.boundaries = 'now' AND span.area_id = area.area_id AND span.last_year = 9999
    JOIN due ON due.plan_id = area.plan_id
    LEFT JOIN counted(at_commit, 'now') AS counts ON counts.area_id = area.area_id AND counts.year = base_year
        AND counts.indicator_id = title
    WHERE area.level = 'village'
),
short AS (
    SELECT * REPLACE (CASE WHEN has_data THEN recognised END AS recognised, CASE WHEN has_data THEN total END AS total),
        CASE WHEN has_data THEN total - recognised END AS not_yet,
        CASE WHEN has_data THEN greatest(0, ceil_div(percent * total, 100) - recognised) END AS missing
    FROM village
),
whole AS (
    SELECT sum(missing) AS missing,
        CASE WHEN count(*) > 0
            THEN greatest(0, ceil_div(max(own.percent) * sum(total), 100) - sum(recognised)) END AS commune_missing
    FROM short CROSS JOIN (SELECT percent FROM due WHERE plan_id = 'own') AS own
    WHERE has_data
),
share AS (
    SELECT short.*, whole.commune_missing::BIGINT AS commune_missing,
        coalesce(whole.commune_missing * short.missing // nullif(whole.missing, 0), 0) AS whole_part,
        coalesce(whole.commune_missing * short.missing % nullif(whole.missing, 0), 0) AS remainder
    FROM short CROSS JOIN whole
),
placed AS (
    SELECT *, commune_missing - sum(whole_part) OVER () AS left_over,
        row_number() OVER (ORDER BY remainder DESC, missing DESC NULLS LAST, position) AS place
    FROM share
)
SELECT area_id, area_name, position, base_year::INTEGER AS base_year, milestone_year, percent, years_left, has_data, total,
    recognised, not_yet, missing, commune_missing,
    CASE WHEN NOT has_data THEN NULL
        WHEN goal = 'commune' THEN whole_part + (place <= left_over)::INTEGER
        ELSE missing END::BIGINT AS allotted
FROM placed;

-- One row per title, year and village with a quota in force: the latest decision with that year applies to all
-- villages of the year. A village merged since has the quotas of its former villages.
CREATE OR REPLACE MACRO quota_in_force(at_commit) AS TABLE
SELECT seq, coalesce(territory.area_id, standing.area_id) AS area_id, year, sum(units)::BIGINT AS units, indicator_id,
    number, decided_on, base_year
FROM (
    SELECT quota.*, decision.indicator_id, decision.number, decision.decided_on, decision.base_year,
        rank() OVER (PARTITION BY decision.indicator_id, quota.year ORDER BY quota.seq DESC) AS age
    FROM quota
    JOIN quota_decision AS decision ON decision.seq = quota.seq
    WHERE quota.seq <= coalesce(at_commit, 2147483647)
) AS standing
LEFT JOIN territory ON territory.boundaries = 'now' AND territory.source_id = standing.area_id
WHERE age = 1
GROUP BY seq, coalesce(territory.area_id, standing.area_id), year, indicator_id, number, decided_on, base_year;
