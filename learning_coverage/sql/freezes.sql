-- One row per frozen state, newest first: its name, the commit it refers to and who froze it.
SELECT note AS name, about AS as_of, received_at, made_by
FROM event
WHERE kind = 'freeze' AND seq <= $as_of
ORDER BY seq DESC;
