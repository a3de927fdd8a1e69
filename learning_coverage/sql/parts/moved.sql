-- One row: whether something was done in one of $scopes after a commit.
SELECT count(*) > 0 FROM event WHERE seq > $as_of AND list_contains($scopes::VARCHAR[], scope);
