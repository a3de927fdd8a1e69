-- One row per year with a figure, latest first. `has_verdict`: a title of the commune has a figure over enough villages.
SELECT snapshot.year,
    coalesce(bool_or(snapshot.area_id = whole() AND indicator.is_title AND snapshot.status NOT IN ('no_data', 'incomplete')),
        FALSE) AS has_verdict
FROM snapshot
JOIN indicator ON indicator.indicator_id = snapshot.indicator_id
WHERE snapshot.as_of = $as_of AND snapshot.boundaries = $boundaries AND snapshot.upload_id IS NOT NULL
GROUP BY snapshot.year
ORDER BY snapshot.year DESC;
