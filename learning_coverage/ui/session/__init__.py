"""State of one session: current user, scope, as-of, boundaries, the stores it reads, errors it shows."""
