-- At most one row: the first commit that put the store in use: an upload, or the end of the sample.
SELECT min(seq) AS seq FROM event WHERE kind IN ('upload', 'start') AND seq <= $as_of HAVING min(seq) IS NOT NULL;
