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
from learning_coverage.config.tree import Source
from learning_coverage.facts import Fact
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import Commit, Head, Log, LogAway, StoreError, contains
from learning_coverage.store.view import apply_commit
from learning_coverage.store.view.area_sums import sums_of
from learning_coverage.store.view.database import (
    FILE_FAILS,
    asked_by,
    configure,
    forget_computed,
    opened,
    put,
    statement,
)
from learning_coverage.store.view.query_cache import Remembered

SNAPSHOTS_KEPT = 20
Drawn = tuple[int, str]  # figures as of a commit, in boundaries
Answer = TypeVar("Answer")


class View:
    """One DuckDB database that follows a log; safe to use from many threads, each query on a cursor of its own."""

    def __init__(self, path: Path | None, config: Source, log: Log) -> None:
        self.log = log
        self._turn = threading.RLock()
        self._used: list[Drawn] = []  # what coverage is kept of, the last asked for at the end
        self._config = config
        self.remembered = Remembered()
        self._in_file = False  # until it is whole: what fails before that is the caller's to mend
        self._connection = opened(path, config)
        try:
            self._begin()
        except BaseException:
            self.close()
            raise
        self._in_file = path is not None

    def close(self) -> None:
        self._connection.close()

    @property
    def head(self) -> Head:
        return self._surely(self._head)

    def follow(self) -> Head:
        """Take over the commits the log has and the view has not; StoreError when the view is not of this log."""
        return self._surely(self._follow)

    def _begin(self) -> None:
        """Follow the log; where it cannot be reached, begin with what is known, if anything."""
        try:
            self._follow()
        except LogAway:
            if self._head() == Head():
                raise

    def ask(self, name: str, as_of: int | None, boundaries: str, **values: Any) -> pd.DataFrame:
        """The answer to a question about the figures as of a commit; None is the present."""

        def asked() -> pd.DataFrame:
            seq = self.snapshot(as_of, boundaries)
            return self.query(name, as_of=seq, boundaries=boundaries, **values)

        return self.remembered.answer(repr((name, as_of, boundaries, sorted(values.items()))), asked)

    def query(self, name: str, **values: Any) -> pd.DataFrame:
        return self._surely(lambda: self._run(name, values).df())

    def table(self, name: str, **values: Any) -> pa.Table:
        """The answer as it goes into another view."""
        return self._surely(lambda: self._run(name, values).to_arrow_table())

    def rows(self, name: str, **values: Any) -> list[tuple[Any, ...]]:
        return self._surely(lambda: self._run(name, values).fetchall())

    def configure(self, config: Source) -> None:
        """Take over a changed configuration; what was computed with the old one is forgotten."""
        self._config = config
        self._surely(self._take_configuration)

    def snapshot(self, as_of: int | None, boundaries: str) -> int:
        """Make sure coverage as of that commit is kept, and say under which number; None is the present.

        That in the boundaries of today is always there: some questions are only about them.
        """
        return self._surely(lambda: self._snapshot(as_of, boundaries))

    def _surely(self, act: Callable[[], Answer]) -> Answer:
        """Do it; a database whose file fails under it (a full disk, a damaged block) is left for one in memory."""
        failing = self._connection
        try:
            return act()
        except FILE_FAILS:
            with self._turn:
                if self._connection is failing:
                    if not self._in_file:
                        raise
                    self._leave_file()
            return act()

    def _leave_file(self) -> None:
        """Continue in memory with every commit of the log applied; the next start rebuilds the file."""
        whole = View(None, self._config, self.log)
        self._in_file = False
        self._used = []
        self._connection = whole._connection
        self.remembered.forget()

    def _head(self) -> Head:
        return Head(*self._connection.cursor().execute("SELECT head_seq, head_hash FROM meta").fetchall()[0])

    def _follow(self) -> Head:
        with self._turn:
            head = self._head()
            if head != Head() and not contains(self.log, head):
                raise StoreError("view_foreign")
            if new := list(self.log.since(head.seq)):
                self._take(new)
            return self._head()

    def _take_configuration(self) -> None:
        with self._turn, self._connection.cursor() as cursor:
            cursor.begin()
            configure(cursor, self._config)
            forget_computed(cursor)
            cursor.commit()
        self.remembered.forget()

    def sums(self, as_of: int, scope: str, scopes: list[str]) -> pa.Table:
        """The sums of the parts of an area of a tree as of a commit; only what was done in `scopes` concerns it."""
        return self._surely(lambda: self._sums(as_of, scope, scopes))

    def _sums(self, as_of: int, scope: str, scopes: list[str]) -> pa.Table:
        with self._turn, self._connection.cursor() as cursor:
            return sums_of(cursor, as_of, scope, scopes)

    def _snapshot(self, as_of: int | None, boundaries: str) -> int:
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
                    self._prepare(cursor, drawn)
                    cursor.execute("INSERT INTO snapshot SELECT $1::INTEGER, $2, * FROM coverage($1, $2)", drawn)
                cursor.commit()
        return seq

    def _prepare(self, cursor: duckdb.DuckDBPyConnection, drawn: Drawn) -> None:
        """Whatever coverage rests on besides the facts; here nothing."""

    def _run(self, name: str, values: dict[str, Any]) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor().execute(statement(name), {key: values[key] for key in asked_by(name)})

    def supposing(self, commit: Commit, facts: Sequence[Fact]) -> pd.DataFrame:
        """`coverage` as it would be with one more commit; nothing is kept."""
        with self._connection.cursor() as cursor:
            cursor.begin()
            try:
                apply_commit.insert(cursor, commit, facts)
                return cursor.execute("SELECT * FROM coverage(NULL, 'now')").df()
            finally:
                cursor.rollback()

    def _take(self, commits: Sequence[Commit]) -> None:
        """New commits in one transaction, then read back through another cursor before anyone is told."""
        with self._connection.cursor() as cursor:
            cursor.begin()
            facts = sum(self._insert(cursor, commit) for commit in commits)
            head = [commits[-1].seq, commits[-1].hash, facts]
            cursor.execute("UPDATE meta SET head_seq = ?, head_hash = ?, facts = facts + ?", head)
            cursor.commit()
        self.remembered.forget()
        if self._head().seq != commits[-1].seq:
            raise StoreError("view_behind", seq=commits[-1].seq)

    def _take_rows(self, tables: dict[str, pa.Table], head: Head) -> None:
        """Rows another view has made of commits, in one transaction."""
        with self._connection.cursor() as cursor:
            cursor.begin()
            for table, rows in tables.items():
                put(cursor, table, rows)
            cursor.execute("UPDATE meta SET head_seq = ?, head_hash = ?", [head.seq, head.hash])
            cursor.commit()
        self.remembered.forget()

    def _insert(self, cursor: duckdb.DuckDBPyConnection, commit: Commit) -> int:
        """The rows of a commit; the number of its facts."""
        # The facts of a draft are no figures yet.
        facts = fact_codec.from_bytes(self.log.blob(commit.rows)) if commit.rows and commit.kind == "upload" else []
        apply_commit.insert(cursor, commit, facts)
        if commit.kind in apply_commit.DOCUMENTS and commit.raw:
            apply_commit.DOCUMENTS[commit.kind](cursor, commit, json.loads(self.log.blob(commit.raw)))
        return len(facts)
