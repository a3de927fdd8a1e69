-- One row per fact of the uploads after $since, up to $until, about one of $areas; the columns are those of `fact`.
SELECT fact.* FROM fact
JOIN (SELECT unnest($areas::VARCHAR[]) AS area_id) AS own ON own.area_id = fact.area_id
WHERE fact.upload_id > $since AND fact.upload_id <= $until
ORDER BY fact.upload_id, fact.row, fact.year, fact.area_id, fact.indicator_id;
