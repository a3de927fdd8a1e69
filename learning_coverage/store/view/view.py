"""The DuckDB view of the log: derived and disposable; only it and `database.py` know DuckDB.

`query(name, **values)` runs `sql/<name>.sql` with bound values and returns a frame; no SQL is made of text.
"""

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd
import pyarrow as pa

from learning_coverage.config import NOW
from learning_coverage.config.tree import ConfigSource
from learning_coverage.facts import Fact
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import Commit, Head, Log, LogUnavailable, StoreError, contains
from learning_coverage.store.view import commit_rows
from learning_coverage.store.view.area_sums import compute_sums
from learning_coverage.store.view.database import (
    FILE_ERRORS,
    clear_computed,
    insert_rows,
    open_database,
    read_parameters,
    read_sql,
    write_config,
)
from learning_coverage.store.view.query_cache import QueryCache

MAX_SNAPSHOTS = 20
SnapshotKey = tuple[int, str]  # figures as of a commit, in boundaries
Result = TypeVar("Result")


class View:
    """One DuckDB database that follows a log; safe to use from many threads, each query on a cursor of its own."""

    def __init__(self, path: Path | None, config: ConfigSource, log: Log) -> None:
        self.log = log
        self._lock = threading.RLock()
        self._recent_snapshots: list[SnapshotKey] = []  # what coverage is kept of, the last asked for at the end
        self._config = config
        self.cache = QueryCache()
        self._is_in_file = False  # until it is whole: what fails before that is the caller's to mend
        self._connection = open_database(path, config)
        try:
            self._apply_initial_commits()
        except BaseException:
            self.close()
            raise
        self._is_in_file = path is not None

    def close(self) -> None:
        self._connection.close()

    @property
    def head(self) -> Head:
        return self._with_fallback(self._read_head)

    def apply_new_commits(self) -> Head:
        """Take over the commits the log has and the view has not; StoreError when the view is not of this log."""
        return self._with_fallback(self._apply_new_commits)

    def _apply_initial_commits(self) -> None:
        """Follow the log; where it cannot be reached, begin with what is known, if anything."""
        try:
            self._apply_new_commits()
        except LogUnavailable:
            if self._read_head() == Head():
                raise

    def query_cached(self, name: str, as_of: int | None, boundaries: str, **values: Any) -> pd.DataFrame:
        """The answer to a question about the figures as of a commit; None is the present."""

        def asked() -> pd.DataFrame:
            seq = self.ensure_snapshot(as_of, boundaries)
            return self.query(name, as_of=seq, boundaries=boundaries, **values)

        return self.cache.get_frame(repr((name, as_of, boundaries, sorted(values.items()))), asked)

    def query(self, name: str, **values: Any) -> pd.DataFrame:
        return self._with_fallback(lambda: self._execute(name, values).df())

    def query_arrow(self, name: str, **values: Any) -> pa.Table:
        """The answer as it goes into another view."""
        return self._with_fallback(lambda: self._execute(name, values).to_arrow_table())

    def query_rows(self, name: str, **values: Any) -> list[tuple[Any, ...]]:
        return self._with_fallback(lambda: self._execute(name, values).fetchall())

    def configure(self, config: ConfigSource) -> None:
        """Take over a changed configuration; what was computed with the old one is forgotten."""
        self._config = config
        self._with_fallback(self._apply_config)

    def ensure_snapshot(self, as_of: int | None, boundaries: str) -> int:
        """Make sure coverage as of that commit is kept, and say under which number; None is the present.

        That in the boundaries of today is always there: some questions are only about them.
        """
        return self._with_fallback(lambda: self._ensure_snapshot(as_of, boundaries))

    def _with_fallback(self, act: Callable[[], Result]) -> Result:
        """Do it; a database whose file fails under it (a full disk, a damaged block) is left for one in memory."""
        failing = self._connection
        try:
            return act()
        except FILE_ERRORS:
            with self._lock:
                if self._connection is failing:
                    if not self._is_in_file:
                        raise
                    self._switch_to_memory()
            return act()

    def _switch_to_memory(self) -> None:
        """Continue in memory with every commit of the log applied; the next start rebuilds the file."""
        whole = View(None, self._config, self.log)
        self._is_in_file = False
        self._recent_snapshots = []
        self._connection = whole._connection
        self.cache.clear()

    def _read_head(self) -> Head:
        return Head(*self._connection.cursor().execute("SELECT head_seq, head_hash FROM meta").fetchall()[0])

    def _apply_new_commits(self) -> Head:
        with self._lock:
            head = self._read_head()
            if head != Head() and not contains(self.log, head):
                raise StoreError("view_foreign")
            if new := list(self.log.since(head.seq)):
                self._apply_commits(new)
            return self._read_head()

    def _apply_config(self) -> None:
        with self._lock, self._connection.cursor() as cursor:
            cursor.begin()
            write_config(cursor, self._config)
            clear_computed(cursor)
            cursor.commit()
        self.cache.clear()

    def compute_sums(self, as_of: int, scope: str, scopes: list[str]) -> pa.Table:
        """The sums of the parts of an area of a tree as of a commit; only what was done in `scopes` concerns it."""
        return self._with_fallback(lambda: self._compute_sums(as_of, scope, scopes))

    def _compute_sums(self, as_of: int, scope: str, scopes: list[str]) -> pa.Table:
        with self._lock, self._connection.cursor() as cursor:
            return compute_sums(cursor, as_of, scope, scopes)

    def _ensure_snapshot(self, as_of: int | None, boundaries: str) -> int:
        seq = self.head.seq if as_of is None else min(as_of, self.head.seq)
        with self._lock, self._connection.cursor() as cursor:
            stored = set(cursor.execute("SELECT DISTINCT as_of, boundaries FROM snapshot").fetchall())
            asked = [(seq, NOW)] if boundaries == NOW else [(seq, NOW), (seq, boundaries)]
            self._recent_snapshots = [
                old for old in self._recent_snapshots if old not in asked and old in stored
            ] + asked
            missing = [drawn for drawn in asked if drawn not in stored]
            if missing:
                cursor.begin()
                for old in stored - set(self._recent_snapshots[-MAX_SNAPSHOTS:]):
                    cursor.execute("DELETE FROM snapshot WHERE as_of = ? AND boundaries = ?", old)
                for drawn in missing:
                    self._prepare_snapshot(cursor, drawn)
                    cursor.execute("INSERT INTO snapshot SELECT $1::INTEGER, $2, * FROM coverage($1, $2)", drawn)
                cursor.commit()
        return seq

    def _prepare_snapshot(self, cursor: duckdb.DuckDBPyConnection, key: SnapshotKey) -> None:
        """Whatever coverage rests on besides the facts; here nothing."""

    def _execute(self, name: str, values: dict[str, Any]) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor().execute(read_sql(name), {key: values[key] for key in read_parameters(name)})

    def simulate(self, commit: Commit, facts: Sequence[Fact]) -> pd.DataFrame:
        """`coverage` as it would be with one more commit; nothing is kept."""
        with self._connection.cursor() as cursor:
            cursor.begin()
            try:
                commit_rows.insert_commit(cursor, commit, facts)
                return cursor.execute("SELECT * FROM coverage(NULL, 'now')").df()
            finally:
                cursor.rollback()

    def _apply_commits(self, commits: Sequence[Commit]) -> None:
        """New commits in one transaction, then read back through another cursor before anyone is told."""
        with self._connection.cursor() as cursor:
            cursor.begin()
            facts = sum(self._insert_commit(cursor, commit) for commit in commits)
            head = [commits[-1].seq, commits[-1].hash, facts]
            cursor.execute("UPDATE meta SET head_seq = ?, head_hash = ?, facts = facts + ?", head)
            cursor.commit()
        self.cache.clear()
        if self._read_head().seq != commits[-1].seq:
            raise StoreError("view_behind", seq=commits[-1].seq)

    def _insert_tables(self, tables: dict[str, pa.Table], head: Head) -> None:
        """Rows another view has made of commits, in one transaction."""
        with self._connection.cursor() as cursor:
            cursor.begin()
            for table, rows in tables.items():
                insert_rows(cursor, table, rows)
            cursor.execute("UPDATE meta SET head_seq = ?, head_hash = ?", [head.seq, head.hash])
            cursor.commit()
        self.cache.clear()

    def _insert_commit(self, cursor: duckdb.DuckDBPyConnection, commit: Commit) -> int:
        """The rows of a commit; the number of its facts."""
        # The facts of a draft are no figures yet.
        facts = fact_codec.decode(self.log.blob(commit.rows)) if commit.rows and commit.kind == "upload" else []
        commit_rows.insert_commit(cursor, commit, facts)
        if commit.kind in commit_rows.DOCUMENT_INSERTERS and commit.raw:
            commit_rows.DOCUMENT_INSERTERS[commit.kind](cursor, commit, json.loads(self.log.blob(commit.raw)))
        return len(facts)
