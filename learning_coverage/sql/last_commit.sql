-- One row: the last commit made before a moment (UTC), NULL when there is none.
SELECT max(seq) AS seq FROM event WHERE received_at < $until AND seq <= $as_of;
