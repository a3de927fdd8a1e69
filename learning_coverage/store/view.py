"""The DuckDB view of the log: derived, disposable, and the only place that knows DuckDB.

`query(name, **values)` runs `sql/<name>.sql` with bound values and returns a frame; no SQL is made of text.
"""

import json
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from learning_coverage.config import NOW, Config
from learning_coverage.facts import Fact
from learning_coverage.store import canonical, taking
from learning_coverage.store.configured import configured_rows
from learning_coverage.store.log import Commit, Head, Log, StoreError, sha256

SQL = Path(__file__).parent.parent / "sql"
SNAPSHOTS_KEPT = 20
_AT_ONCE = 500  # rows of configuration
Drawn = tuple[int, str]  # figures as of a commit, in boundaries
ViewError = duckdb.Error  # what goes wrong in the view, for those who may not know DuckDB


@lru_cache
def statement(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


@lru_cache
def _asked(name: str) -> frozenset[str]:
    """The values a question needs; `as_of` and `boundaries` are offered to all."""
    return frozenset(duckdb.extract_statements(statement(name))[0].named_parameters)


class View:
    """One DuckDB database that follows a log; safe to use from many threads, each query on a cursor of its own."""

    def __init__(self, path: Path | None, config: Config, log: Log) -> None:
        self._log = log
        self._turn = threading.RLock()
        self._used: list[Drawn] = []  # what coverage is kept of, the last asked for at the end
        self._connection = _open(path, config)
        try:
            self.follow()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._connection.close()

    @property
    def head(self) -> Head:
        return Head(*self._connection.cursor().execute("SELECT head_seq, head_hash FROM meta").fetchall()[0])

    def follow(self) -> Head:
        """Take over the commits the log has and the view has not; StoreError when the view is not of this log."""
        with self._turn:
            head = self.head
            if head != Head() and not _is_link(self._log, head):
                raise StoreError("view_foreign")
            for commit in self._log.since(head.seq):
                self._take(commit)
            return self.head

    def query(self, name: str, **values: Any) -> pd.DataFrame:
        return self._run(name, values).df()

    def rows(self, name: str, **values: Any) -> list[tuple[Any, ...]]:
        return self._run(name, values).fetchall()

    def configure(self, config: Config) -> None:
        """Take over a changed configuration; what was computed with the old one is forgotten."""
        with self._turn, self._connection.cursor() as cursor:
            cursor.begin()
            _configure(cursor, config)
            cursor.execute("DELETE FROM snapshot")
            cursor.commit()

    def snapshot(self, as_of: int | None, boundaries: str) -> int:
        """Make sure coverage as of that commit is kept, and say under which number; None is the present.

        That in the boundaries of today is always there: some questions are only about them.
        """
        seq = self.head.seq if as_of is None else min(as_of, self.head.seq)
        with self._turn, self._connection.cursor() as cursor:
            kept = set(cursor.execute("SELECT DISTINCT as_of, boundaries FROM snapshot").fetchall())
            asked = [(seq, NOW)] if boundaries == NOW else [(seq, NOW), (seq, boundaries)]
            self._used = [old for old in self._used if old not in asked and old in kept] + asked
            missing = [drawn for drawn in asked if drawn not in kept]
            if missing:
                cursor.begin()
                for old in kept - set(self._used[-SNAPSHOTS_KEPT:]):
                    cursor.execute("DELETE FROM snapshot WHERE as_of = ? AND boundaries = ?", old)
                for drawn in missing:
                    cursor.execute("INSERT INTO snapshot SELECT $1::INTEGER, $2, * FROM coverage($1, $2)", drawn)
                cursor.commit()
        return seq

    def _run(self, name: str, values: dict[str, Any]) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor().execute(statement(name), {key: values[key] for key in _asked(name)})

    def supposing(self, commit: Commit, facts: Sequence[Fact]) -> pd.DataFrame:
        """`coverage` as it would be with one more commit; nothing is kept."""
        with self._connection.cursor() as cursor:
            cursor.begin()
            try:
                taking.insert(cursor, commit, facts)
                return cursor.execute("SELECT * FROM coverage(NULL, 'now')").df()
            finally:
                cursor.rollback()

    def _take(self, commit: Commit) -> None:
        """One commit in one transaction, then read back through another cursor before anyone is told."""
        facts = canonical.from_bytes(self._log.blob(commit.rows)) if commit.rows else []
        with self._connection.cursor() as cursor:
            cursor.begin()
            taking.insert(cursor, commit, facts)
            if commit.kind in taking.DOCUMENTS and commit.raw:
                taking.DOCUMENTS[commit.kind](cursor, commit, json.loads(self._log.blob(commit.raw)))
            new = [commit.seq, commit.hash, len(facts)]
            cursor.execute("UPDATE meta SET head_seq = ?, head_hash = ?, facts = facts + ?", new)
            cursor.commit()
        if self.head.seq != commit.seq:
            raise StoreError("view_behind", seq=commit.seq)


def _open(path: Path | None, config: Config) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(str(path) if path else ":memory:")
    try:
        # Nothing in the data may reach for files or the network, and no later statement may undo that.
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        connection.execute(statement("tables"))
        _check_whole(connection)
        _configure(connection, config)
        connection.execute(statement("views"))
    except BaseException:
        connection.close()
        raise
    return connection


def _configure(connection: duckdb.DuckDBPyConnection, config: Config) -> None:
    for table, rows in configured_rows(config):
        connection.execute(f"DELETE FROM {table}")
        for start in range(0, len(rows), _AT_ONCE):  # a statement a row would take longer than all the rest of opening
            some = rows[start : start + _AT_ONCE]
            places = ", ".join([f"({', '.join('?' * len(some[0]))})"] * len(some))
            connection.execute(f"INSERT INTO {table} VALUES {places}", [value for row in some for value in row])


def _check_whole(connection: duckdb.DuckDBPyConnection) -> None:
    """A view made by other definitions, or one that lost rows, is thrown away by the caller; a new one is marked."""
    schema = sha256((statement("tables") + statement("views")).encode())
    if not connection.execute("SELECT schema FROM meta").fetchall():
        connection.execute("INSERT INTO meta VALUES (0, ?, ?, 0)", [Head().hash, schema])
    whole = connection.execute(
        "SELECT schema = ? AND head_seq = (SELECT count(*) FROM event) AND facts = (SELECT count(*) FROM fact) "
        "AND (SELECT count(*) FROM event WHERE kind = 'task') = (SELECT count(*) FROM task_event) "
        "AND (SELECT count(*) FROM event WHERE kind = 'quota') = (SELECT count(DISTINCT seq) FROM quota) FROM meta",
        [schema],
    )
    if whole.fetchall() != [(True,)]:
        raise StoreError("view_outdated")


def _is_link(log: Log, head: Head) -> bool:
    if head.seq > log.head().seq:
        return False
    return next(iter(log.since(head.seq - 1))).hash == head.hash
