"""The way to a lake that can be lost and found again: opened when first needed, opened anew after a failure."""

import logging
from collections.abc import Sequence
from typing import Any

import duckdb

from learning_coverage.store.lake.attach import attached
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.lake.writer_lock import OPENING, WRITING, Turn, answers
from learning_coverage.store.log.log import LogAway, StoreError

log = logging.getLogger("learning_coverage")
Rows = list[tuple[Any, ...]]


class Session:
    """One DuckDB with the lake attached, for all threads; each statement on a cursor of its own."""

    def __init__(self, address: LakeAddress) -> None:
        self._address = address
        self.turn = Turn(address.catalogue, WRITING)
        # another one: who opens anew may be somebody who looks, and must not wait for who writes
        self._opening = Turn(address.catalogue, OPENING)
        self._database: duckdb.DuckDBPyConnection | None = None

    def close(self) -> None:
        self._forget()
        self.turn.close()
        self._opening.close()

    def ask(self, statement: str, values: Sequence[Any] = ()) -> Rows:
        """The whole answer. LogAway when the lake cannot be reached."""
        try:
            with self._opened().cursor() as cursor:
                return cursor.execute(statement, values).fetchall()
        except duckdb.Error as error:
            raise self._away(error) from error

    def write(self, statements: Sequence[tuple[str, Sequence[Any]]]) -> bool:
        """All statements in one transaction, in our turn. False: whether it was committed is not known.

        LogAway or StoreError when nothing can have been saved.
        """
        cursor = self._opened().cursor()
        try:
            cursor.begin()
            for statement, values in statements:
                cursor.execute(statement, values)
        except duckdb.Error as error:
            raise self._away(error) from error
        if not self.turn.is_held:
            cursor.rollback()
            raise LogAway("lake_away")
        try:
            cursor.commit()
        except duckdb.Error as error:
            self._away(error)
            return False
        return True

    def _opened(self) -> duckdb.DuckDBPyConnection:
        if (ready := self._database) is not None:
            return ready
        with self._opening:
            if self._database is None:
                try:
                    self._database = attached(self._address)
                except duckdb.Error as error:
                    raise self._away(error) from error
            return self._database

    def _away(self, error: duckdb.Error) -> StoreError:
        """What failed, the catalogue or the files, in our words; DuckDB's are for the record."""
        self._forget()
        log.warning("lake: %s", error)
        return LogAway("lake_data_away" if answers(self._address.catalogue) else "lake_away")

    def _forget(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            database.close()
