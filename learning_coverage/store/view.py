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

from learning_coverage.config import Config
from learning_coverage.facts import Fact
from learning_coverage.store import canonical
from learning_coverage.store.configured import configured_rows
from learning_coverage.store.log import Commit, Head, Log, StoreError, sha256

SQL = Path(__file__).parent.parent / "sql"
SNAPSHOTS_KEPT = 20
ViewError = duckdb.Error  # what goes wrong in the view, for those who may not know DuckDB


@lru_cache
def statement(name: str) -> str:
    """The text of `sql/<name>.sql`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


class View:
    """One DuckDB database that follows a log; safe to use from many threads, each query on a cursor of its own."""

    def __init__(self, path: Path | None, config: Config, log: Log) -> None:
        self._log = log
        self._turn = threading.RLock()
        self._used: list[int] = []  # the commits whose coverage is kept, the last asked for at the end
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

    def snapshot(self, as_of: int | None) -> int:
        """Make sure coverage as of that commit is kept, and say under which number; None is the present."""
        seq = self.head.seq if as_of is None else min(as_of, self.head.seq)
        with self._turn, self._connection.cursor() as cursor:
            kept = {row[0] for row in cursor.execute("SELECT DISTINCT as_of FROM snapshot").fetchall()}
            self._used = [old for old in self._used if old != seq and old in kept] + [seq]
            if seq not in kept:
                cursor.begin()
                for old in kept - set(self._used[-SNAPSHOTS_KEPT:]):
                    cursor.execute("DELETE FROM snapshot WHERE as_of = $old", {"old": old})
                cursor.execute("INSERT INTO snapshot SELECT $seq::INTEGER, * FROM coverage($seq)", {"seq": seq})
                cursor.commit()
        return seq

    def _run(self, name: str, values: dict[str, Any]) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor().execute(statement(name), values)

    def supposing(self, commit: Commit, facts: Sequence[Fact]) -> pd.DataFrame:
        """`coverage` as it would be with one more commit; nothing is kept."""
        with self._connection.cursor() as cursor:
            cursor.begin()
            try:
                _insert(cursor, commit, facts)
                return cursor.execute("SELECT * FROM coverage(NULL)").df()
            finally:
                cursor.rollback()

    def _take(self, commit: Commit) -> None:
        """One commit in one transaction, then read back through another cursor before anyone is told."""
        facts = canonical.from_bytes(self._log.blob(commit.rows)) if commit.rows else []
        with self._connection.cursor() as cursor:
            cursor.begin()
            _insert(cursor, commit, facts)
            if commit.kind in _DOCUMENTS and commit.raw:
                _DOCUMENTS[commit.kind](cursor, commit, json.loads(self._log.blob(commit.raw)))
            new = [commit.seq, commit.hash, len(facts)]
            cursor.execute("UPDATE meta SET head_seq = ?, head_hash = ?, facts = facts + ?", new)
            cursor.commit()
        if self.head.seq != commit.seq:
            raise StoreError("view_behind", seq=commit.seq)


_EVENT = ("seq", "kind", "at", "by", "note", "about", "raw", "rows", "file_name")
_TYPES = dict(
    zip(
        canonical.COLUMNS,
        ("INTEGER", "INTEGER", "VARCHAR", "VARCHAR", "BIGINT", "BIGINT", "BIGINT", "VARCHAR", "VARCHAR"),
        strict=True,
    )
)
_INSERT_FACTS = "INSERT INTO fact SELECT $upload_id, " + ", ".join(f"unnest(${c}::{t}[])" for c, t in _TYPES.items())


def _insert(cursor: duckdb.DuckDBPyConnection, commit: Commit, facts: Sequence[Fact]) -> None:
    cursor.execute(
        "INSERT INTO event VALUES ($seq, $kind, $at, $by, $note, $about, $raw, $rows, $file_name)",
        {name: getattr(commit, name) for name in _EVENT},
    )
    if facts:
        cursor.execute(_INSERT_FACTS, {"upload_id": commit.seq, **_columns(facts)})


_TASK = ("area_id", "indicator_id", "what", "who", "due", "state", "remark", "source")
_INSERT_TASK = "INSERT INTO task_event VALUES ($seq, $task_id, " + ", ".join(f"${name}" for name in _TASK) + ")"


def _insert_task(cursor: duckdb.DuckDBPyConnection, commit: Commit, task: dict[str, Any]) -> None:
    named = {name: task[name] for name in _TASK}
    cursor.execute(_INSERT_TASK, {"seq": commit.seq, "task_id": commit.about or commit.seq, **named})


def _insert_quotas(cursor: duckdb.DuckDBPyConnection, commit: Commit, document: dict[str, Any]) -> None:
    header = [document[name] for name in ("indicator_id", "number", "decided_on", "base_year")]
    cursor.execute("INSERT INTO quota_decision VALUES (?, ?, ?, ?, ?)", [commit.seq, *header])
    areas, years, units = (list(column) for column in zip(*document["cells"], strict=True))
    values = {"seq": commit.seq, "areas": areas, "years": years, "units": units}
    cursor.execute(
        "INSERT INTO quota SELECT $seq, unnest($areas::VARCHAR[]), unnest($years::INTEGER[]), unnest($units::BIGINT[])",
        values,
    )


# what takes an act's document into the tables; the documents of other acts are read from the archive
_DOCUMENTS = {"task": _insert_task, "quota": _insert_quotas}


def _columns(facts: Sequence[Fact]) -> dict[str, list[Any]]:
    return {column: [getattr(fact, column) for fact in facts] for column in canonical.COLUMNS}


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
        if rows:
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


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
