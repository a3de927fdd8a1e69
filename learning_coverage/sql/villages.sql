-- One row per village in the requested order ($order: official | gap | name), for one title or, $indicator NULL, all.
-- By gap: the most urgent first (missed, far behind, behind; then share, then units), then those without a report.
WITH judged AS (
    SELECT area.area_id, snapshot.area_name, area.sort_name, area.position, snapshot.status,
        severity(snapshot.status) AS severity, snapshot.gap, snapshot.missing,
        row_number() OVER (PARTITION BY area.area_id
            ORDER BY severity(snapshot.status) NULLS LAST, snapshot.gap NULLS LAST, snapshot.missing DESC) AS urgency
    FROM area
    JOIN indicator ON indicator.level = 'village' AND indicator.is_title
        AND ($indicator IS NULL OR indicator.indicator_id = $indicator)
    JOIN snapshot ON snapshot.area_id = area.area_id AND snapshot.indicator_id = indicator.indicator_id
        AND snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.year = $year
    WHERE area.level = 'village'
)
SELECT area_id, area_name, severity IS NOT NULL AS is_lagging
FROM judged
WHERE urgency = 1 AND (NOT $only_lagging OR severity IS NOT NULL)
ORDER BY
    CASE WHEN $order = 'gap' THEN coalesce(severity, 9) END,
    CASE WHEN $order = 'gap' THEN gap END NULLS LAST,
    CASE WHEN $order = 'gap' THEN missing END DESC NULLS LAST,
    CASE WHEN $order = 'name' THEN sort_name END COLLATE vi,
    position;
