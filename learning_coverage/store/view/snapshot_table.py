"""Coverage as of a commit, computed once and stored in the table `snapshot`."""

from collections.abc import Callable

from learning_coverage.config import NOW
from learning_coverage.store.view.database import Connection

MAX_SNAPSHOTS = 20
SnapshotKey = tuple[int, str]  # coverage as of a commit, in boundaries


class SnapshotTable:
    """The snapshots stored in one database; the most recently used MAX_SNAPSHOTS stay stored."""

    def __init__(self, prepare: Callable[[Connection, int], None]) -> None:
        self._prepare = prepare  # what the coverage macro needs as of a commit besides the facts
        self._recent: list[SnapshotKey] = []  # the most recently used one last

    def ensure(self, cursor: Connection, seq: int, boundaries: str) -> None:
        """Store coverage as of a commit if it is missing, in these boundaries and today's, which some queries need."""
        requested = [(seq, NOW)] if boundaries == NOW else [(seq, NOW), (seq, boundaries)]
        stored = set(cursor.execute("SELECT DISTINCT as_of, boundaries FROM snapshot").fetchall())
        self._recent = [key for key in self._recent if key in stored and key not in requested] + requested
        if missing := [key for key in requested if key not in stored]:
            cursor.begin()
            for old in stored - set(self._recent[-MAX_SNAPSHOTS:]):
                cursor.execute("DELETE FROM snapshot WHERE as_of = ? AND boundaries = ?", old)
            for key in missing:
                self._prepare(cursor, key[0])
                cursor.execute("INSERT INTO snapshot SELECT $1::INTEGER, $2, * FROM coverage($1, $2)", key)
            cursor.commit()
