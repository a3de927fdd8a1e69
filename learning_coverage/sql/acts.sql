-- One row per act other than an upload, the newest first: withdrawn, restored, frozen, closed, reopened.
SELECT seq, kind, received_at, made_by, note, about
FROM event
WHERE seq <= $as_of AND kind IN ('withdraw', 'restore', 'freeze', 'close_year', 'reopen_year')
ORDER BY seq DESC;
