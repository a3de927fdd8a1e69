-- One row per learning title counted by village in $year: the numbers of villages that exist (`villages`),
-- have figures (`known`) and lag; and of the commune's sum: over how many villages it is (`reported` of `expected`),
-- its status, and how many units are missing to the milestone in force.
SELECT village.indicator_id,
    count(*) AS villages,
    count(*) FILTER (WHERE village.status <> 'no_data') AS known,
    max(commune.expected) AS expected,
    max(commune.reported) AS reported,
    bool_or(commune.provisional) AS provisional,
    count(*) FILTER (WHERE severity(village.status) IS NOT NULL) AS lagging,
    count(*) FILTER (WHERE village.status = 'not_met') AS not_met,
    max(commune.missing) AS missing,
    max(commune.milestone_year) AS milestone_year,
    max(commune.target) AS target,
    max(commune.status) AS status
FROM snapshot AS village
JOIN area ON area.area_id = village.area_id AND area.level = 'village'
JOIN indicator ON indicator.indicator_id = village.indicator_id AND indicator.is_title
JOIN snapshot AS commune ON commune.as_of = village.as_of AND commune.boundaries = village.boundaries AND commune.year = village.year
    AND commune.indicator_id = village.indicator_id AND commune.area_id = whole()
WHERE village.as_of = $as_of AND village.boundaries = $boundaries AND village.year = $year
GROUP BY village.indicator_id, indicator.position
ORDER BY indicator.position;
