-- One row per year, area and indicator: the newest fact as of a commit, columns in the order of the fields of a Fact;
-- $areas NULL: of all areas.
SELECT row, year, area_id, indicator_id, total, registered, recognised, grade, sheet
FROM current_fact_of($as_of, $areas)
ORDER BY year, area_id, indicator_id;
