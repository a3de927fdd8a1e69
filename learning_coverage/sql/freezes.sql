-- One row per named state, the newest first: its name, the commit it stands for and who named it.
SELECT note AS name, about AS as_of, received_at, made_by
FROM event
WHERE kind = 'freeze' AND seq <= $as_of
ORDER BY seq DESC;
