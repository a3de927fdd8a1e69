-- One row per year, commune of $communes and indicator: deleted.
DELETE FROM commune_sum WHERE commune_id IN (SELECT unnest($communes::VARCHAR[]));
