-- One row per village of $year, indicator counted by village and earlier year in which its territory was that of former
-- villages and any of them has a figure: how many there were (`expected`, `names`), how many reported both counts, and
-- the sum of those if they suffice. The yes or no of several former villages is not added up (`by_part`).
-- $areas, $indicator NULL: all. Only in the boundaries of the time: elsewhere such a village is one series.
WITH present AS (
    SELECT area_id, source_id, max(first_year) OVER (PARTITION BY area_id) AS since
    FROM successor
    WHERE $boundaries = 'then' AND $year BETWEEN first_year AND last_year AND area_id <> whole()
        AND ($areas IS NULL OR area_id IN (SELECT unnest($areas::VARCHAR[])))
),
former AS (
    SELECT present.area_id, present.source_id, calendar.year, span.name, area.position
    FROM present
    JOIN calendar($as_of) AS calendar ON calendar.year < present.since
    JOIN area_span AS span ON span.boundaries = 'then' AND span.area_id = present.source_id
        AND calendar.year BETWEEN span.first_year AND span.last_year
    JOIN area ON area.area_id = present.source_id
),
summed AS (
    SELECT former.area_id, former.year, indicator.indicator_id, indicator.position, indicator.kind,
        string_agg(former.name, ', ' ORDER BY former.position) AS names,
        count(*) AS expected,
        count(*) FILTER (own.is_complete) AS reported,
        count(own.upload_id) AS known,
        sum(own.numerator) FILTER (own.is_complete)::BIGINT AS numerator,
        sum(own.denominator) FILTER (own.is_complete)::BIGINT AS denominator
    FROM former
    JOIN indicator ON indicator.level = 'village' AND ($indicator IS NULL OR indicator.indicator_id = $indicator)
    LEFT JOIN own_count AS own ON own.as_of = $as_of AND own.area_id = former.source_id AND own.year = former.year
        AND own.indicator_id = indicator.indicator_id
    GROUP BY former.area_id, former.year, indicator.indicator_id, indicator.position, indicator.kind
),
shown AS (
    SELECT *, kind = 'yes_no' AND expected > 1 AS by_part, is_enough(reported, expected) AND NOT (kind = 'yes_no' AND expected > 1) AS is_shown
    FROM summed WHERE known > 0
)
SELECT shown.area_id, shown.indicator_id, shown.year, shown.names, shown.expected, shown.reported, shown.by_part,
    CASE WHEN is_shown THEN numerator END AS numerator,
    CASE WHEN is_shown THEN denominator END AS denominator,
    CASE WHEN is_shown AND denominator > 0 THEN numerator::DOUBLE / denominator END AS coverage
FROM shown
JOIN area ON area.area_id = shown.area_id
ORDER BY shown.position, area.position, shown.year;
