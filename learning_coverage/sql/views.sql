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

-- One row per year, area and indicator: the newest fact of the uploads not withdrawn, of some areas (NULL: all).
CREATE OR REPLACE MACRO current_fact_of(as_of, areas) AS TABLE
SELECT * EXCLUDE (age)
FROM (
    SELECT fact.*, row_number() OVER (
        PARTITION BY fact.year, fact.area_id, fact.indicator_id ORDER BY fact.upload_id DESC) AS age
    FROM fact JOIN upload(as_of) AS taken ON taken.upload_id = fact.upload_id
    WHERE NOT taken.is_withdrawn AND (areas IS NULL OR fact.area_id IN (SELECT unnest(areas)))
)
WHERE age = 1;

-- One row per year, area and indicator: the newest fact of every area.
CREATE OR REPLACE MACRO current_fact(as_of) AS TABLE SELECT * FROM current_fact_of(as_of, NULL::VARCHAR[]);

-- One row per year from the first of the programme, milestone or year with data to the last.
CREATE OR REPLACE MACRO calendar(as_of) AS TABLE
WITH known AS (
    SELECT first_year AS year FROM setting
    UNION ALL
    SELECT milestone_year FROM milestone
    UNION ALL
    SELECT year FROM current_fact(as_of)
)
SELECT unnest(generate_series(min(year), max(year)))::INTEGER AS year FROM known;

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

-- One row per year, area and indicator with a fact: numerator and denominator under the milestone in force, in the
-- boundaries `drawn`. Figures of a village count in the years in which it exists. A village that combines several adds
-- those that reported, as the commune and the groups add the villages that reported both counts; `missing_parts` has
-- the names of the combined villages that did not report both.
CREATE OR REPLACE MACRO counted(as_of, drawn) AS TABLE
WITH own AS (
    SELECT fact.year, fact.area_id, fact.indicator_id, fact.total, fact.registered, fact.recognised, fact.grade,
        fact.upload_id, in_force.level AS indicator_level,
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
),
placed AS (
    SELECT own.* EXCLUDE (area_id), own.area_id AS source_id, territory.area_id,
        numerator IS NOT NULL AND denominator IS NOT NULL AS is_whole
    FROM own
    JOIN territory ON territory.boundaries = drawn AND territory.source_id = own.area_id
),
part AS (
    SELECT territory.area_id, span.area_id AS source_id, calendar.year
    FROM territory
    JOIN area_span AS span ON span.boundaries = 'then' AND span.area_id = territory.source_id
    JOIN calendar(as_of) AS calendar ON calendar.year BETWEEN span.first_year AND span.last_year
    WHERE territory.boundaries = drawn
),
silent_part AS (
    SELECT part.area_id, part.year, indicator.indicator_id, string_agg(part.source_id, ' ' ORDER BY part.source_id) AS parts
    FROM part
    JOIN indicator ON indicator.level = 'village'
    LEFT JOIN placed ON placed.source_id = part.source_id AND placed.year = part.year
        AND placed.indicator_id = indicator.indicator_id AND placed.is_whole
    WHERE placed.source_id IS NULL
    GROUP BY part.area_id, part.year, indicator.indicator_id
),
village AS (
    SELECT year, area_id, indicator_id,
        CASE WHEN count(*) = 1 THEN min(total)
            WHEN count(total) FILTER (WHERE is_whole) = count(*) FILTER (WHERE is_whole)
                THEN sum(total) FILTER (WHERE is_whole) END::BIGINT AS total,
        CASE WHEN count(*) = 1 THEN min(registered)
            WHEN count(registered) FILTER (WHERE is_whole) = count(*) FILTER (WHERE is_whole)
                THEN sum(registered) FILTER (WHERE is_whole) END::BIGINT AS registered,
        CASE WHEN count(*) = 1 THEN min(recognised)
            ELSE sum(recognised) FILTER (WHERE is_whole) END::BIGINT AS recognised,
        min(grade) AS grade, max(upload_id) AS upload_id,
        CASE WHEN count(*) = 1 THEN min(numerator)
            ELSE sum(numerator) FILTER (WHERE is_whole) END::BIGINT AS numerator,
        CASE WHEN count(*) = 1 THEN min(denominator)
            ELSE sum(denominator) FILTER (WHERE is_whole) END::BIGINT AS denominator
    FROM placed
    GROUP BY year, area_id, indicator_id
)
SELECT village.*, NULL::BIGINT AS reported, silent_part.parts AS missing_parts
FROM village
LEFT JOIN silent_part ON silent_part.area_id = village.area_id AND silent_part.year = village.year
    AND silent_part.indicator_id = village.indicator_id
UNION ALL
SELECT year, area_id, indicator_id, total, registered, recognised, grade, upload_id, numerator, denominator, NULL, NULL
FROM own
WHERE indicator_level = 'commune'
UNION ALL
SELECT placed.year, membership.area_id, indicator_id,
    CASE WHEN count(total) = count(*) THEN sum(total)::BIGINT END,
    CASE WHEN count(registered) = count(*) THEN sum(registered)::BIGINT END,
    sum(recognised)::BIGINT, NULL, max(upload_id), sum(numerator)::BIGINT, sum(denominator)::BIGINT,
    count(DISTINCT placed.area_id), NULL
FROM placed
JOIN membership ON membership.source_id = placed.source_id
WHERE is_whole
GROUP BY placed.year, membership.area_id, indicator_id;

-- One row per area, indicator and year: how often its criteria, or the territory of the area, have changed up to that
-- year. For the commune and the groups only the number of villages changes with the boundaries.
CREATE OR REPLACE MACRO era(as_of, drawn) AS TABLE
WITH moved AS (
    SELECT series_break.indicator_id, area.area_id, series_break.year FROM series_break CROSS JOIN area
    UNION ALL
    SELECT indicator.indicator_id, territory_break.area_id, territory_break.year
    FROM territory_break
    JOIN area ON area.area_id = territory_break.area_id
    JOIN indicator ON indicator.level = 'village' AND (area.level = 'village' OR indicator.kind = 'yes_no')
    WHERE territory_break.boundaries = drawn
)
SELECT indicator.indicator_id, area.area_id, calendar.year, count(moved.year)::INTEGER AS era
FROM calendar(as_of) AS calendar
CROSS JOIN area
CROSS JOIN indicator
LEFT JOIN moved ON moved.indicator_id = indicator.indicator_id AND moved.area_id = area.area_id
    AND moved.year <= calendar.year
GROUP BY indicator.indicator_id, area.area_id, calendar.year;

-- One row per applicable area, indicator and year: coverage, plan, verdict. The base of all pages.
-- coverage, planned, target, gap, target_gap and change are shares 0..1; missing is in units; NULL if unknown.
-- Years of the same `era` may be compared. coverage_of_total and coverage_of_registered are the two shares of a title
-- whose denominator is a setting.
CREATE OR REPLACE MACRO coverage(as_of, drawn) AS TABLE
WITH counted AS (SELECT * FROM counted(as_of, drawn)),
era AS (SELECT * FROM era(as_of, drawn)),
-- One row per year, area and indicator with a share: its baseline (the earliest year with one) and the previous
-- year, of the same era and the same parts: nothing is compared across a break, nor a part with the whole.
series AS (
    SELECT counted.year, counted.area_id, counted.indicator_id, numerator, denominator, total, registered, recognised,
        first_value(counted.year) OVER line AS baseline_year,
        first_value(numerator) OVER line AS baseline_numerator,
        first_value(denominator) OVER line AS baseline_denominator,
        lag(counted.year) OVER same AS previous_year,
        lag(recognised) OVER same AS previous_recognised,
        lag(total) OVER same AS previous_total,
        lag(registered) OVER same AS previous_registered
    FROM counted
    JOIN era ON era.indicator_id = counted.indicator_id AND era.area_id = counted.area_id
        AND era.year = counted.year
    WHERE numerator IS NOT NULL AND denominator > 0
    WINDOW line AS (PARTITION BY counted.area_id, counted.indicator_id ORDER BY counted.year),
        same AS (PARTITION BY counted.area_id, counted.indicator_id, era.era, missing_parts ORDER BY counted.year)
),
baseline AS (
    SELECT area_id, indicator_id, year AS baseline_year, numerator, denominator
    FROM series WHERE year = baseline_year
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
    FROM in_force(as_of) AS in_force
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
    FROM calendar(as_of) AS calendar
    JOIN territory_break AS merger ON merger.boundaries = drawn AND merger.is_merger AND merger.year <= calendar.year
    JOIN indicator ON indicator.level = 'village' AND indicator.kind = 'yes_no'
    LEFT JOIN counted ON counted.area_id = merger.area_id
        AND counted.indicator_id = indicator.indicator_id AND counted.numerator IS NOT NULL
        AND counted.year BETWEEN merger.year AND calendar.year
    GROUP BY merger.area_id, indicator.indicator_id, calendar.year, merger.year
    HAVING count(counted.year) = 0
),
joined AS (
    SELECT path.*, counted.total, counted.registered, counted.recognised, counted.grade, counted.upload_id,
        counted.numerator, counted.denominator,
        CASE WHEN path.level = 'village' AND area.level <> 'village'
            THEN coalesce(counted.reported, 0) END AS reported,
        counted.missing_parts IS NOT NULL AND counted.numerator IS NOT NULL
            AND counted.denominator IS NOT NULL AS is_partial,
        reassessment.year IS NOT NULL AND counted.numerator IS NULL AS awaits_assessment,
        concat_ws(' ', era.era, counted.missing_parts) AS era, series.previous_year, series.previous_recognised AS previous_numerator,
        CASE WHEN path.denominator_kind = 'registered' THEN series.previous_registered
            ELSE series.previous_total END AS previous_denominator
    FROM path
    JOIN area ON area.area_id = path.area_id
    JOIN era ON era.area_id = path.area_id AND era.indicator_id = path.indicator_id
        AND era.year = path.year
    LEFT JOIN counted ON counted.area_id = path.area_id
        AND counted.indicator_id = path.indicator_id AND counted.year = path.year
    LEFT JOIN series ON series.area_id = path.area_id
        AND series.indicator_id = path.indicator_id AND series.year = path.year
    LEFT JOIN reassessment ON reassessment.area_id = path.area_id
        AND reassessment.indicator_id = path.indicator_id AND reassessment.year = path.year
),
measured AS (
    SELECT *, denominator > 0 AND numerator IS NOT NULL AS has_share,
        greatest(0, ceil_div(percent * denominator, 100) - numerator) AS units_missing,
        ceil_div(planned_numerator * denominator, planned_denominator) - numerator AS short_of_plan,
        previous_numerator::HUGEINT * denominator - numerator::HUGEINT * previous_denominator AS fallen
    FROM joined
),
judged AS (
    SELECT area_id, area_name, indicator_id, year, level, kind, is_single, milestone_year, total, registered,
        recognised, grade, upload_id, reported, is_partial, awaits_assessment, denominator_kind, numerator, denominator,
        baseline_year, previous_year, era,
        CASE WHEN kind <> 'grade' THEN percent / 100.0::DOUBLE END AS target,
        CASE WHEN has_share AND kind <> 'grade' THEN numerator::DOUBLE / denominator END AS coverage,
        CASE WHEN total > 0 THEN recognised::DOUBLE / total END AS coverage_of_total,
        CASE WHEN registered > 0 THEN recognised::DOUBLE / registered END AS coverage_of_registered,
        planned_numerator::DOUBLE / planned_denominator AS path,
        CASE WHEN has_share THEN planned_numerator::DOUBLE / planned_denominator END AS planned,
        CASE WHEN has_share AND kind <> 'grade' THEN units_missing END AS missing,
        short_of_plan,
        CASE WHEN has_share AND kind <> 'grade' AND previous_denominator > 0
            THEN previous_numerator::DOUBLE / previous_denominator END AS previous_coverage,
        CASE
            WHEN numerator IS NULL OR denominator IS NULL THEN 'no_data'
            WHEN denominator = 0 THEN 'not_applicable'
            WHEN 100 * numerator >= percent * denominator THEN 'met'
            WHEN year >= milestone_year THEN 'missed'
            WHEN is_single THEN 'not_met'
            WHEN planned_numerator IS NULL THEN 'baseline'
            WHEN short_of_plan <= 0 THEN 'on_track'
            WHEN short_of_plan <= greatest(1, ceil_div(tolerance_points * denominator, 100)) THEN 'behind'
            ELSE 'far_behind'
        END AS status,
        coalesce(has_share AND 100 * fallen >= decline_points * denominator::HUGEINT * previous_denominator
            AND fallen > previous_denominator, FALSE) AS declined
    FROM measured CROSS JOIN setting
)
-- Rounded far below one unit, so that equal gaps are equal and the missing units decide the order.
SELECT *, round(coverage - coalesce(planned, target), 12) AS gap, round(coverage - target, 12) AS target_gap,
    coverage - previous_coverage AS change
FROM judged;

-- One row per task: its latest content, and the counts of its title when it was opened and now: the latest year with
-- both counts then and now. A task of the commune about a title of the villages adds the villages that reported.
CREATE OR REPLACE MACRO task(as_of) AS TABLE
WITH known AS (
    SELECT *, row_number() OVER (PARTITION BY task_id ORDER BY seq DESC) AS age
    FROM task_event WHERE seq <= coalesce(as_of, 2147483647)
),
latest AS (SELECT * EXCLUDE (age) FROM known WHERE age = 1),
-- the figures when a task was opened: of uploads before it, without those withdrawn by then
then_withdrawn AS (
    SELECT task_id, about AS upload_id FROM (
        SELECT latest.task_id, event.about, event.kind,
            row_number() OVER (PARTITION BY latest.task_id, event.about ORDER BY event.seq DESC) AS age
        FROM latest JOIN event ON event.seq < latest.task_id AND event.kind IN ('withdraw', 'restore')
    ) WHERE age = 1 AND kind = 'withdraw'
),
then_fact AS (
    SELECT latest.task_id, fact.year, fact.total, fact.recognised, row_number() OVER (
        PARTITION BY latest.task_id, fact.year, fact.area_id ORDER BY fact.upload_id DESC) AS age
    FROM latest
    JOIN fact ON fact.indicator_id = latest.indicator_id AND fact.upload_id < latest.task_id
        AND (fact.area_id = latest.area_id OR latest.area_id = whole())
    LEFT JOIN then_withdrawn
        ON then_withdrawn.task_id = latest.task_id AND then_withdrawn.upload_id = fact.upload_id
    WHERE then_withdrawn.upload_id IS NULL
),
counts AS (
    SELECT task_id, year, sum(recognised)::BIGINT AS recognised, sum(total)::BIGINT AS total, TRUE AS is_before
    FROM then_fact WHERE age = 1 AND recognised IS NOT NULL AND total IS NOT NULL GROUP BY task_id, year
    UNION ALL
    SELECT latest.task_id, fact.year, sum(fact.recognised)::BIGINT, sum(fact.total)::BIGINT, FALSE
    FROM latest
    JOIN current_fact(as_of) AS fact ON fact.indicator_id = latest.indicator_id
        AND (fact.area_id = latest.area_id OR latest.area_id = whole())
    WHERE fact.recognised IS NOT NULL AND fact.total IS NOT NULL GROUP BY latest.task_id, fact.year
),
last_count AS (
    SELECT * FROM (
        SELECT *, row_number() OVER (PARTITION BY task_id, is_before ORDER BY year DESC) AS age FROM counts
    ) WHERE age = 1
)
SELECT latest.*, opened.received_at AS opened_at, opened.made_by AS opened_by, changed.received_at AS changed_at,
    latest.state IN ('open', 'doing') AS is_open,
    before.year AS before_year, before.recognised AS before_recognised, before.total AS before_total,
    after.year AS after_year, after.recognised AS after_recognised, after.total AS after_total,
    coalesce((after.year, after.recognised, after.total) <> (before.year, before.recognised, before.total),
        after.year IS NOT NULL) AS has_new_figures,
    after.recognised - before.recognised AS moved
FROM latest
JOIN event AS opened ON opened.seq = latest.task_id
JOIN event AS changed ON changed.seq = latest.seq
LEFT JOIN last_count AS before ON before.task_id = latest.task_id AND before.is_before
LEFT JOIN last_count AS after ON after.task_id = latest.task_id AND NOT after.is_before;

-- One row per status: `severity` orders the lagging ones, worst first; NULL for the others.
CREATE OR REPLACE MACRO severity(status) AS
    CASE status WHEN 'missed' THEN 1 WHEN 'far_behind' THEN 2 WHEN 'behind' THEN 3 END;

-- One row per requested commit and boundaries, area, indicator and year: coverage(as_of, boundaries), stored. It never
-- changes for a given commit, so it is computed once.
CREATE OR REPLACE TABLE snapshot AS
SELECT 0::INTEGER AS as_of, ''::VARCHAR AS boundaries, * FROM coverage(0, 'now') WHERE FALSE;

-- One row per present village: the units of `title` it misses to the last milestone in the base year (the latest year up
-- to `until` with figures of any village), and the units assigned to it. The counts are those of the last milestone,
-- whichever is in force in the base year; NULL if the village did not report them. `goal`:
-- 'villages': the units with which each village reaches its own target, which is exactly what it misses;
-- 'commune': only what the commune misses, divided in proportion to what the villages miss by the largest remainder
-- method (Hamilton): the whole parts first, then one unit each by remainder, by missing units, by official order.
-- No village is assigned more than it misses: rounding up a sum gives no more than rounding up its parts, so the commune
-- misses at most the sum of the villages, and an exact share K*k/S is at most k, and below k unless it is whole.
CREATE OR REPLACE MACRO quota_need(at_commit, until, title, goal) AS TABLE
WITH due AS (
    SELECT plan_id, milestone_year, percent, denominator FROM milestone WHERE indicator_id = title AND is_last
),
counts AS (
    SELECT snapshot.area_id, snapshot.year, snapshot.recognised,
        CASE due.denominator WHEN 'registered' THEN snapshot.registered ELSE snapshot.total END AS total
    FROM snapshot
    JOIN area ON area.area_id = snapshot.area_id AND area.level = 'village'
    JOIN due ON due.plan_id = area.plan_id
    WHERE snapshot.as_of = at_commit AND snapshot.boundaries = 'now' AND snapshot.indicator_id = title
        AND snapshot.year <= until
),
base AS (SELECT max(year) AS base_year FROM counts WHERE recognised IS NOT NULL AND total > 0),
village AS (
    SELECT area.area_id, area.name AS area_name, area.position, base.base_year, due.milestone_year, due.percent,
        CASE WHEN base.base_year IS NOT NULL THEN greatest(0, due.milestone_year - base.base_year) END AS years_left,
        counts.total, counts.recognised, counts.total IS NOT NULL AND counts.recognised IS NOT NULL AS has_data
    FROM area
    JOIN area_span AS span ON span.boundaries = 'now' AND span.area_id = area.area_id AND span.last_year = 9999
    JOIN due ON due.plan_id = area.plan_id
    CROSS JOIN base
    LEFT JOIN counts ON counts.area_id = area.area_id AND counts.year = base.base_year
    WHERE area.level = 'village'
),
short AS (
    SELECT *,
        CASE WHEN has_data THEN greatest(0, total - recognised) END AS not_yet,
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
SELECT area_id, area_name, position, base_year, milestone_year, percent, years_left, has_data, total, recognised,
    not_yet, missing, commune_missing,
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
