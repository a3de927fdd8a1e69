"""The store: one log, one view of it, and the lock that lets a single process write."""

import threading
from contextlib import AbstractContextManager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Self

import pandas as pd
from filelock import FileLock

from learning_coverage.access import Actor
from learning_coverage.access.audit import Audit
from learning_coverage.config import DEFAULT_BOUNDARIES, Config
from learning_coverage.config.tree import ConfigSource
from learning_coverage.facts import Fact
from learning_coverage.store.log.folder_log import FolderLog
from learning_coverage.store.log.log import DOCUMENT_KINDS, Commit, Head, Log, StoreError, reject_hidden_characters
from learning_coverage.store.log.memory_log import MemoryLog
from learning_coverage.store.open_folder import lock_for_writing, open_view
from learning_coverage.store.permissions import Permissions, get_name
from learning_coverage.store.snapshot import Snapshot
from learning_coverage.store.view.database import ViewError
from learning_coverage.store.view.view import View

HYPOTHETICAL_HEAD = Head(2**31 - 3)  # no commit follows it, so a simulated commit never collides with a real one
OTHER_WRITER_ERROR = StoreError("other_writer")


class Store:
    """Pages and commands query the store; the modules in `writes` change it through `append`.

    A store that cannot be written (another writer, a newer version, a read-only folder) reads the log into memory;
    `read_only_error` is then the error of every write.
    """

    def __init__(
        self,
        log: Log,
        view: View,
        lock: FileLock | None = None,
        read_only_error: StoreError | None = None,
        *,
        permissions: Permissions | None = None,
        audit: Audit | None = None,
        scope: str | None = None,
    ) -> None:
        """`scope`: the area of a tree whose store this is; None for a commune on its own and for the whole tree."""
        self.log = log
        self.view = view
        self._writer_lock = lock
        self.read_only_error = read_only_error
        self.write_lock: AbstractContextManager[object] = threading.RLock()
        self.permissions = permissions or Permissions()
        self.audit = audit
        self._scope = scope

    @classmethod
    def open(cls, folder: Path, config: ConfigSource, *, write: bool = True, wait: float = 0) -> Self:
        """Open or create the store in a folder; `wait`: seconds for another writer to end. StoreError when damaged."""
        lock, error = lock_for_writing(folder, wait) if write else (None, OTHER_WRITER_ERROR)
        try:
            log, audit = FolderLog(folder), Audit(folder, read_only=error is not None)
            view = View(None, config, log) if error else open_view(folder / "view.duckdb", config, log, audit)
        except BaseException:
            if lock:
                lock.release()
            raise
        return cls(log, view, lock, error, permissions=Permissions(config.access), audit=audit)

    @classmethod
    def in_memory(cls, config: Config) -> Self:
        """An empty store that ends with the process."""
        log = MemoryLog()
        return cls(log, View(None, config, log), permissions=Permissions(config.access))

    def close(self) -> None:
        """Close the view, then let other processes write."""
        self.view.close()
        if self._writer_lock:
            self._writer_lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_writable(self) -> bool:
        """Whether this process may append commits."""
        return self.read_only_error is None

    def require_writable(self) -> None:
        """StoreError when this process may not append commits."""
        if self.read_only_error:
            raise StoreError(self.read_only_error.code, **self.read_only_error.values)

    @property
    def head(self) -> Head:
        """The last commit in the view, which the log may be ahead of."""
        return self.view.head

    @property
    def is_current(self) -> bool:
        """Whether the view holds every commit of the log."""
        return self.log.head() == self.view.head

    @property
    def stale_since(self) -> datetime | None:
        """When the view was last known to be current, UTC; None while the log can be reached."""
        return None

    def catch_up(self) -> None:
        """Apply what other processes have committed; while this one holds the writer's lock there is nothing."""
        if self.read_only_error and not self.is_current:
            self.view.apply_new_commits()

    def configure(self, config: ConfigSource) -> None:
        """Replace the configuration of the view."""
        self.view.configure(config)

    def append(self, kind: str, by: Actor, *, blobs: dict[str, bytes] | None = None, **fields: Any) -> Commit:
        """Append a commit and apply it to the view; when it returns, the commit is on disk. The caller holds the lock.

        When only the view fails, the commit stands, and the view is rebuilt at the next start. StoreError when `by`
        may not make it, or the log cannot be written.
        """
        author = self.permissions.require_for_commit(kind, by)
        self.require_writable()
        documents = blobs.values() if blobs and kind in DOCUMENT_KINDS else ()
        texts = (author, fields.get("note"), fields.get("file_name"), *(data.decode() for data in documents))
        reject_hidden_characters(*texts)
        draft = Commit.draft(kind, author, **{"base": self.log.head().seq, "scope": self._scope, **fields})
        try:
            commit = self.log.append(draft, blobs or {})
        except OSError as error:
            raise StoreError("not_written", reason=error.strerror or str(error)) from error
        with suppress(ViewError, StoreError):
            self.view.apply_new_commits()
        self.write_audit(kind, by, commit.summary)
        return commit

    def write_audit(self, event: str, by: Actor, about: str = "") -> None:
        """Write an audit entry of a commit, or of another act such as a change of the configuration."""
        if self.audit:
            self.audit.write(event, get_name(by), about)

    def at(self, as_of: int | None, boundaries: str = DEFAULT_BOUNDARIES) -> Snapshot:
        """The figures as of a commit, in boundaries; None is the present."""
        return Snapshot(self.view, as_of, boundaries)

    def query(self, name: str, **values: Any) -> pd.DataFrame:
        """The present answer of `sql/<name>.sql`."""
        return self.at(None).query(name, **values)

    def query_rows(self, name: str, as_of: int | None = None, **values: Any) -> list[tuple[Any, ...]]:
        """The answer of a query that needs no coverage, as tuples; as of the present, or of a commit."""
        return self.at(as_of).query_rows(name, **values)

    def with_config(self, config: Config) -> "Store":
        """The same log under another configuration, in memory and read-only."""
        return Store(self.log, View(None, config, self.log), read_only_error=OTHER_WRITER_ERROR)

    def simulate(self, kind: str, facts: list[Fact], about: int | None = None) -> pd.DataFrame:
        """Coverage as it would be after a commit; nothing is stored."""
        return self.view.simulate(Commit.draft(kind, "", base=0, about=about).link_to(HYPOTHETICAL_HEAD), facts)

    def blob(self, name: str) -> bytes:
        """Archived bytes by their SHA-256; StoreError when they are missing or damaged."""
        return self.log.blob(name)

    def commits(self) -> list[Commit]:
        """Every commit from the first, the chain verified."""
        return list(self.log.since(0))
