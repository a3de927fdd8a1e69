-- One row per commit after $since, up to $until, made in one of $scopes; the columns are those of `event`.
SELECT * FROM event
WHERE seq > $since AND seq <= $until AND list_contains($scopes::VARCHAR[], scope)
ORDER BY seq;
