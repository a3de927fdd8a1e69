"""The lock between the writers of a lake: an advisory lock of a PostgreSQL session apart from DuckDB's.

PostgreSQL releases it when its holder is killed. 20 processes write twice as fast with it as by retrying.
"""

import threading

import psycopg

from learning_coverage.store.log.log import LogUnavailable, StoreError

WRITE_KEY, OPEN_KEY = 0x1EA2_11C0, 0x1EA2_11C1  # the same for every store: a database holds only one
LOCK_TIMEOUT = 30  # seconds to wait for other writers
# A machine that lost power holds the lock until the server notices, within a minute.
OPTIONS = (
    f"-c lock_timeout={LOCK_TIMEOUT}s -c tcp_keepalives_idle=20 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
)
CONNECT_TIMEOUT = 5  # seconds


class AdvisoryLock:
    """A reentrant lock across threads and processes."""

    def __init__(self, catalogue: str, key: int) -> None:
        self._catalogue = catalogue
        self._key = key
        self._thread_lock = threading.RLock()
        self._connection: psycopg.Connection | None = None
        self._depth = 0
        self._acquisitions = 0

    @property
    def acquisition(self) -> int | None:
        """The number of our current acquisition, None while we do not hold the lock."""
        return self._acquisitions if self._depth else None

    def __enter__(self) -> None:
        """Acquire it. StoreError when another writer holds it too long, LogUnavailable without an answer."""
        self._thread_lock.acquire()
        try:
            if not self._depth:
                self._acquire()
                self._acquisitions += 1
        except BaseException:
            self._thread_lock.release()
            raise
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if not self._depth:
            self._release()
        self._thread_lock.release()

    @property
    def is_held(self) -> bool:
        """Whether PostgreSQL still holds it for us, which it does as long as our session lives."""
        try:
            return self._connection is not None and bool(self._connection.execute("VALUES (1)").fetchall())
        except psycopg.Error:
            return False

    def close(self) -> None:
        """End the session; the next acquisition starts another."""
        if self._connection:
            self._connection.close()
            self._connection = None

    def _acquire(self) -> None:
        was_open = self._connection is not None
        try:
            self._connection = self._connection or connect(self._catalogue, options=OPTIONS)
            self._connection.execute("SELECT pg_advisory_lock(%s)", [self._key])
        except psycopg.errors.LockNotAvailable as error:
            raise StoreError("lake_busy") from error
        except psycopg.OperationalError as error:
            self.close()
            if not was_open:
                raise LogUnavailable("lake_away") from error
            self._acquire()  # the session dates from before a restart of PostgreSQL

    def _release(self) -> None:
        try:
            if self._connection:
                self._connection.execute("SELECT pg_advisory_unlock(%s)", [self._key])
        except psycopg.Error:
            self.close()


def connect(catalogue: str, options: str = "") -> psycopg.Connection:
    """A session of PostgreSQL; psycopg.OperationalError when it cannot be reached."""
    return psycopg.connect(catalogue, autocommit=True, connect_timeout=CONNECT_TIMEOUT, options=options)


def is_reachable(catalogue: str) -> bool:
    """Whether PostgreSQL can be reached."""
    try:
        connect(catalogue).close()
    except psycopg.Error:
        return False
    return True
