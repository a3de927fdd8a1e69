"""The connection to a lake: opened when first needed, and again after a failure."""

import logging
from collections.abc import Sequence
from typing import Any

import duckdb

from learning_coverage.store.lake.attach import attach
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.lake.writer_lock import OPEN_KEY, WRITE_KEY, AdvisoryLock, is_reachable
from learning_coverage.store.log.log import LogUnavailable, StoreError

logger = logging.getLogger("learning_coverage")
Rows = list[tuple[Any, ...]]


class LakeConnection:
    """One DuckDB connection with the lake attached, shared by all threads; each statement on a cursor of its own."""

    def __init__(self, address: LakeAddress) -> None:
        self._address = address
        self.write_lock = AdvisoryLock(address.catalogue, WRITE_KEY)
        # a lock of its own: a reader that reconnects must not wait for a writer
        self._open_lock = AdvisoryLock(address.catalogue, OPEN_KEY)
        self._database: duckdb.DuckDBPyConnection | None = None

    def close(self) -> None:
        """Close DuckDB and both sessions of PostgreSQL; a later query opens them again."""
        self._close_database()
        self.write_lock.close()
        self._open_lock.close()

    def query(self, statement: str, values: Sequence[Any] = ()) -> Rows:
        """All rows of the answer. LogUnavailable when the lake cannot be reached."""
        try:
            with self._get_database().cursor() as cursor:
                return cursor.execute(statement, values).fetchall()
        except duckdb.Error as error:
            raise self._disconnect(error) from error

    def write(self, statements: Sequence[tuple[str, Sequence[Any]]]) -> bool:
        """Run all statements in one transaction under the write lock. False when it is unknown whether it committed.

        LogUnavailable or StoreError when nothing was written.
        """
        cursor = self._get_database().cursor()
        try:
            cursor.begin()
            for statement, values in statements:
                cursor.execute(statement, values)
        except duckdb.Error as error:
            raise self._disconnect(error) from error
        if not self.write_lock.is_held:
            cursor.rollback()
            raise LogUnavailable("lake_away")
        try:
            cursor.commit()
        except duckdb.Error as error:
            self._disconnect(error)
            return False
        return True

    def _get_database(self) -> duckdb.DuckDBPyConnection:
        if (database := self._database) is not None:
            return database
        with self._open_lock:
            if self._database is None:
                try:
                    self._database = attach(self._address)
                except duckdb.Error as error:
                    raise self._disconnect(error) from error
            return self._database

    def _disconnect(self, error: duckdb.Error) -> StoreError:
        """Close the connection and log DuckDB's error; the error to raise: the catalogue or the files failed."""
        self._close_database()
        logger.warning("lake: %s", error)
        return LogUnavailable("lake_data_away" if is_reachable(self._address.catalogue) else "lake_away")

    def _close_database(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            database.close()
