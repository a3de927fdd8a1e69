-- One row: whether there is a commit in one of $scopes after a given commit.
SELECT count(*) > 0 FROM event WHERE seq > $as_of AND list_contains($scopes::VARCHAR[], scope);
