"""The database of a view, which continues in memory when its file fails."""

import threading
from collections.abc import Callable
from typing import TypeVar

from learning_coverage.store.view.database import FILE_ERRORS, Connection

Result = TypeVar("Result")


class FailoverDatabase:
    """A DuckDB connection and the lock of its writers; after a file error an in-memory database replaces it, once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._lock = threading.RLock()
        self._rebuild: Callable[[], Connection] | None = None
        self._after_failover: Callable[[], None] = lambda: None

    def enable_failover(self, rebuild: Callable[[], Connection], after_failover: Callable[[], None]) -> None:
        """From now on a failing file (a full disk, a damaged block) is replaced by the database `rebuild` makes."""
        self._rebuild, self._after_failover = rebuild, after_failover

    def run(self, act: Callable[[Connection], Result]) -> Result:
        """What `act` returns, run once more when the file fails under it; duckdb.Error when nothing can replace it."""
        failing = self.connection
        try:
            return act(failing)
        except FILE_ERRORS:
            with self._lock:
                if self.connection is failing:
                    if self._rebuild is None:
                        raise
                    self.connection, self._rebuild = self._rebuild(), None
                    self._after_failover()
            return act(self.connection)

    def run_exclusively(self, act: Callable[[Connection], Result]) -> Result:
        """The same on a cursor of its own, one thread at a time: for everything that changes tables."""

        def act_locked(_: Connection) -> Result:
            with self._lock, self.connection.cursor() as cursor:  # the connection of now, not from before the wait
                return act(cursor)

        return self.run(act_locked)
