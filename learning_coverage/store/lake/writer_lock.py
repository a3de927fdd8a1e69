"""Taking turns between processes: one session of PostgreSQL, apart from DuckDB's own, holds the lock of the writer.

It is freed by PostgreSQL when its holder is killed. With it 20 processes write twice as fast as by trying again.
"""

import threading

import psycopg

from learning_coverage.store.log.log import LogAway, StoreError

WRITING, OPENING = 0x1EA2_11C0, 0x1EA2_11C1  # the same for every store: a database holds one
PATIENCE = 30  # seconds until others must have ended
# A machine that lost its power keeps the lock until the server notices: within a minute.
OPTIONS = (
    f"-c lock_timeout={PATIENCE}s -c tcp_keepalives_idle=20 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
)
CONNECTING = 5  # seconds


class Turn:
    """A lock across threads and processes; who has it may take it again."""

    def __init__(self, catalogue: str, key: int) -> None:
        self._catalogue = catalogue
        self._key = key
        self._here = threading.RLock()
        self._session: psycopg.Connection | None = None
        self._depth = 0
        self._taken = 0

    @property
    def number(self) -> int | None:
        """Which of our turns it is; None while it is not ours. Nobody else commits while it is."""
        return self._taken if self._depth else None

    def __enter__(self) -> None:
        """StoreError when others do not end in time, LogAway when PostgreSQL does not answer."""
        self._here.acquire()
        try:
            if not self._depth:
                self._take()
                self._taken += 1
        except BaseException:
            self._here.release()
            raise
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if not self._depth:
            self._give_back()
        self._here.release()

    @property
    def is_held(self) -> bool:
        """Whether PostgreSQL still knows that it is our turn; the lock ends with the session, whatever ended that."""
        try:
            return self._session is not None and bool(self._session.execute("VALUES (1)").fetchall())
        except psycopg.Error:
            return False

    def close(self) -> None:
        if self._session:
            self._session.close()
            self._session = None

    def _take(self) -> None:
        was_open = self._session is not None
        try:
            self._session = self._session or connected(self._catalogue, options=OPTIONS)
            self._session.execute("SELECT pg_advisory_lock(%s)", [self._key])
        except psycopg.errors.LockNotAvailable as error:
            raise StoreError("lake_busy") from error
        except psycopg.OperationalError as error:
            self.close()
            if not was_open:
                raise LogAway("lake_away") from error
            self._take()  # the session was from before PostgreSQL started again

    def _give_back(self) -> None:
        try:
            if self._session:
                self._session.execute("SELECT pg_advisory_unlock(%s)", [self._key])
        except psycopg.Error:
            self.close()


def connected(catalogue: str, options: str = "") -> psycopg.Connection:
    return psycopg.connect(catalogue, autocommit=True, connect_timeout=CONNECTING, options=options)


def answers(catalogue: str) -> bool:
    """Whether PostgreSQL can be reached at all."""
    try:
        connected(catalogue).close()
    except psycopg.Error:
        return False
    return True
