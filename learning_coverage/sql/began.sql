-- At most one row: the first commit that made the store real, an upload or leaving the sample behind.
SELECT min(seq) AS seq FROM event WHERE kind IN ('upload', 'start') AND seq <= $as_of HAVING min(seq) IS NOT NULL;
