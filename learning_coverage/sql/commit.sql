-- At most one row: when a commit was made, by whom, and of which kind.
SELECT seq, kind, received_at, made_by, note FROM event WHERE seq = $seq AND seq <= $as_of;
