-- One row per review of a finding, oldest first: the name of its document in the archive, by whom, when and why.
SELECT seq, raw, received_at, made_by, note FROM event WHERE kind = 'review' AND seq <= $as_of ORDER BY seq;
