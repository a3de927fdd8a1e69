-- One row per year, area and indicator: the sums of the parts, in place of the newest facts in a commune's own view.
CREATE OR REPLACE MACRO current_fact(at_commit) AS TABLE
SELECT 0 AS row, year, area_id, indicator_id, total, registered, recognised, NULL::VARCHAR AS grade,
    NULL::VARCHAR AS sheet, upload_id
FROM rolled
WHERE rolled.as_of = at_commit;
