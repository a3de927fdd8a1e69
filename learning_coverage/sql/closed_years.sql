-- One row per year that is closed, with who closed it and why.
SELECT year, received_at, made_by, note FROM closed_year($as_of) ORDER BY year;
