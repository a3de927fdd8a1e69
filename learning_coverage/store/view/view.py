"""The DuckDB view of the log: derived and disposable.

`query(name, **values)` runs `sql/<name>.sql` with bound values; no SQL is made of text.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from learning_coverage.config import DEFAULT_BOUNDARIES
from learning_coverage.config.tree import ConfigSource
from learning_coverage.facts import Fact
from learning_coverage.store.log.log import Commit, Head, Log, LogUnavailable, StoreError, contains
from learning_coverage.store.view.commit_rows import insert_commit, insert_commits
from learning_coverage.store.view.database import (
    Connection,
    clear_computed,
    execute_query,
    open_database,
    read_head,
    write_config,
)
from learning_coverage.store.view.failover import FailoverDatabase
from learning_coverage.store.view.query_cache import QueryCache
from learning_coverage.store.view.snapshot_table import SnapshotTable, store_counts


class View:
    """One DuckDB database that follows a log; safe to use from many threads, each query on a cursor of its own."""

    def __init__(self, path: Path | None, config: ConfigSource, log: Log) -> None:
        """The view in a file, or in memory where `path` is None. StoreError or ViewError when it is not usable."""
        self.log = log
        self.cache = QueryCache()
        self._config = config
        self._snapshots = SnapshotTable(self._prepare_snapshot)
        self.database = FailoverDatabase(open_database(path, config))
        try:
            self._apply_initial_commits()
        except BaseException:
            self.close()
            raise
        if path:  # not before the view is complete: until then a failing file is the caller's to replace
            self.database.enable_failover(self._rebuild_in_memory, self.cache.clear)

    def close(self) -> None:
        """Close the database; the file may be opened again, also by another process."""
        self.database.connection.close()

    @property
    def head(self) -> Head:
        """The last commit applied."""
        return self.database.run(read_head)

    def apply_new_commits(self) -> Head:
        """Apply the commits of the log that are missing here; StoreError when the view is of another log."""
        return self.database.run_exclusively(self._apply_new_commits)

    def configure(self, config: ConfigSource) -> None:
        """Replace the configuration; everything computed with the old one is discarded."""
        self._config = config
        self.database.run_exclusively(self._write_config)

    def query(self, name: str, **values: Any) -> pd.DataFrame:
        """The answer of `sql/<name>.sql` as a frame."""
        return self.database.run(lambda connection: execute_query(connection, name, values).df())

    def query_arrow(self, name: str, **values: Any) -> pa.Table:
        """The answer as an Arrow table, to be inserted into another view."""
        return self.database.run(lambda connection: execute_query(connection, name, values).to_arrow_table())

    def query_rows(self, name: str, **values: Any) -> list[tuple[Any, ...]]:
        """The answer as tuples, integers as int and NULL as None."""
        return self.database.run(lambda connection: execute_query(connection, name, values).fetchall())

    def query_cached(self, name: str, as_of: int | None, boundaries: str, **values: Any) -> pd.DataFrame:
        """The answer of a query on coverage as of a commit (None: the present), from the cache if it is there."""

        def run_query() -> pd.DataFrame:
            seq = self._ensure_snapshot(as_of, boundaries)
            return self.query(name, as_of=seq, boundaries=boundaries, **values)

        return self.cache.get_frame(repr((name, as_of, boundaries, sorted(values.items()))), run_query)

    def simulate(self, commit: Commit, facts: Sequence[Fact]) -> pd.DataFrame:
        """`coverage` as it would be with one more commit; nothing is stored."""
        with self.database.connection.cursor() as cursor:
            cursor.begin()
            try:
                insert_commit(cursor, commit, facts)
                store_counts(cursor, commit.seq)
                return cursor.execute("SELECT * FROM coverage(?, ?)", [commit.seq, DEFAULT_BOUNDARIES]).df()
            finally:
                cursor.rollback()

    def _apply_initial_commits(self) -> None:
        """Follow the log; where it cannot be reached, start with the commits applied before, if there are any."""
        try:
            self.database.run_exclusively(self._apply_new_commits)
        except LogUnavailable:
            if self.head == Head():
                raise

    def _apply_new_commits(self, cursor: Connection) -> Head:
        head = read_head(cursor)
        if head != Head() and not contains(self.log, head):
            raise StoreError("view_foreign")
        if new := list(self.log.since(head.seq)):
            insert_commits(cursor, self.log, new)
            self.cache.clear()
            if read_head(cursor).seq != new[-1].seq:  # read back on another cursor before the caller relies on it
                raise StoreError("view_behind", seq=new[-1].seq)
        return read_head(cursor)

    def _write_config(self, cursor: Connection) -> None:
        cursor.begin()
        write_config(cursor, self._config)
        clear_computed(cursor)
        cursor.commit()
        self.cache.clear()

    def _ensure_snapshot(self, as_of: int | None, boundaries: str) -> int:
        """Store coverage as of a commit; the number it is stored under."""
        head = self.head.seq
        seq = head if as_of is None else min(as_of, head)
        self.database.run_exclusively(lambda cursor: self._snapshots.ensure(cursor, seq, boundaries))
        return seq

    def _prepare_snapshot(self, cursor: Connection, as_of: int) -> None:
        """Fill what coverage as of a commit needs besides the facts; here nothing."""

    def _rebuild_in_memory(self) -> Connection:
        """Every commit of the log in a new database; the next start rebuilds the file."""
        return View(None, self._config, self.log).database.connection
