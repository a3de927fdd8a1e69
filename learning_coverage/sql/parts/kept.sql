-- One row per commune with sums, now also $communes: all of them as of the last commit.
INSERT OR REPLACE INTO commune_summed
SELECT known.commune_id, meta.head_seq
FROM (SELECT commune_id FROM commune_summed UNION SELECT unnest($communes::VARCHAR[])) AS known
CROSS JOIN meta;
