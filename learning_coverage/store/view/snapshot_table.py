"""Coverage as of a commit, computed once and stored in the table `snapshot`."""

from collections.abc import Callable

from learning_coverage.store.view.database import Connection

MAX_SNAPSHOTS = 20
SnapshotKey = tuple[int, str]  # coverage as of a commit, in boundaries


class SnapshotTable:
    """The snapshots stored in one database; the most recently used MAX_SNAPSHOTS stay stored."""

    def __init__(self, prepare: Callable[[Connection, int], None]) -> None:
        self._prepare = prepare  # what the coverage macro needs as of a commit besides the facts
        self._recent: list[SnapshotKey] = []  # the most recently used one last

    def ensure(self, cursor: Connection, seq: int, boundaries: str) -> None:
        """Store coverage as of a commit in these boundaries if it is missing."""
        requested = (seq, boundaries)
        stored = set(cursor.execute("SELECT DISTINCT as_of, boundaries FROM snapshot").fetchall())
        self._recent = [key for key in self._recent if key in stored and key != requested]
        self._recent.append(requested)
        if requested not in stored:
            cursor.begin()
            for old in stored - set(self._recent[-MAX_SNAPSHOTS:]):
                cursor.execute("DELETE FROM snapshot WHERE as_of = ? AND boundaries = ?", old)
            self._prepare(cursor, seq)
            store_counts(cursor, seq)
            cursor.execute("INSERT INTO snapshot SELECT $1::INTEGER, $2, * FROM coverage($1, $2)", requested)
            cursor.commit()


def store_counts(cursor: Connection, seq: int) -> None:
    """Store the calendar and the counts of the reporting areas as of a commit, which coverage is computed from.

    Those of commits without snapshots are deleted.
    """
    for table, rows in (("calendar_year", "find_years"), ("own_count", "find_own_counts")):
        cursor.execute(f"DELETE FROM {table} WHERE as_of = ? OR as_of NOT IN (SELECT as_of FROM snapshot)", [seq])
        cursor.execute(f"INSERT INTO {table} SELECT $1::INTEGER, * FROM {rows}($1)", [seq])
