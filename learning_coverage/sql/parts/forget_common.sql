-- One row per year, commune of $communes, indicator and earlier years: deleted.
DELETE FROM commune_common WHERE commune_id IN (SELECT unnest($communes::VARCHAR[]));
