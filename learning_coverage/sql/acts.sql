-- One row per act other than an upload, the newest first: withdrawn, restored, frozen, closed, reopened.
SELECT seq, kind, received_at, made_by, note, about
FROM event
WHERE seq <= $as_of AND kind NOT IN ('upload', 'start', 'learn')
ORDER BY seq DESC;
