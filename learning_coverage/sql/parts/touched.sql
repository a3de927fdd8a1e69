-- One row per commune with sums in which something was saved, withdrawn or restored since: deleted.
DELETE FROM commune_summed
USING (
    SELECT reports_in.commune_id, max(event.seq) AS seq
    FROM event
    JOIN fact ON fact.upload_id = CASE WHEN event.kind = 'upload' THEN event.seq ELSE event.about END
    JOIN reports_in ON reports_in.area_id = fact.area_id
    WHERE event.kind IN ('upload', 'withdraw', 'restore')
        AND event.seq > (SELECT coalesce(min(as_of), 2147483647) FROM commune_summed)
    GROUP BY reports_in.commune_id
) AS touched
WHERE touched.commune_id = commune_summed.commune_id AND touched.seq > commune_summed.as_of;
