"""The store: one log, one view of it, and the lock that lets a single process write."""

import os
import threading
from collections.abc import Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import pandas as pd
from filelock import FileLock

from learning_coverage.access import Actor, Right
from learning_coverage.access.audit import Audit
from learning_coverage.config import NOW, ROOT, Access, Config
from learning_coverage.config.tree import ConfigSource
from learning_coverage.store.lake.lake_url import LAKE_PREFIX
from learning_coverage.store.log.folder_log import FolderLog
from learning_coverage.store.log.log import DOCUMENT_KINDS, Commit, Head, Log, StoreError, reject_hidden_characters
from learning_coverage.store.log.memory_log import MemoryLog
from learning_coverage.store.open_folder import lock_for_writing, open_view
from learning_coverage.store.permissions import RIGHT_OF_KIND, get_name, require_right
from learning_coverage.store.view.database import ViewError
from learning_coverage.store.view.view import View

HYPOTHETICAL_HEAD = Head(2**31 - 3)  # no commit comes after it, so a supposed one never collides with a real one
OTHER_WRITER_ERROR = StoreError("other_writer")
LOCAL_ACCESS = Access()
DEFAULT_FOLDER = ROOT / "data" / "store"


def store_folder() -> Path:
    """Where the store of this process lives; StoreError when that is no folder but a lake (see place.py)."""
    named = os.environ.get("LEARNING_COVERAGE_STORE") or DEFAULT_FOLDER
    if str(named).startswith(LAKE_PREFIX):
        raise StoreError("lake_is_no_folder")
    return Path(named)


def private_folder() -> Path:
    """Where this machine keeps accounts, sessions and the record of acts: with the store, if that is a folder."""
    named = os.environ.get("LEARNING_COVERAGE_STORE") or str(DEFAULT_FOLDER)
    return DEFAULT_FOLDER if named.startswith(LAKE_PREFIX) else Path(named)


@dataclass(frozen=True)
class Snapshot:
    """The figures as of a commit, in boundaries; None is the present, whatever it is when they are asked."""

    view: View
    as_of: int | None
    boundaries: str = NOW

    def query(self, name: str, **values: Any) -> pd.DataFrame:
        return self.view.query_cached(name, self.as_of, self.boundaries, **values)

    def query_rows(self, name: str, as_of: int | None = None, **values: Any) -> list[tuple[Any, ...]]:
        """What needs no coverage, as plain rows with integers kept as integers; as of an earlier commit, if named."""
        seq = self.as_of if as_of is None else as_of
        return self.view.query_rows(name, as_of=self.view.head.seq if seq is None else seq, **values)


class Store:
    """What pages and commands hold: ask questions through `ask`, change it through `append` (see saving.py).

    A store that may not be written to (another writer, a newer version, a read-only folder) reads the log into memory;
    `refusal` is what it answers to who wants to change it.
    """

    def __init__(
        self,
        log: Log,
        view: View,
        lock: FileLock | None = None,
        refusal: StoreError | None = None,
        *,
        access: Access = LOCAL_ACCESS,
        audit: Audit | None = None,
    ) -> None:
        self.log = log
        self.view = view
        self._writer_lock = lock
        self.read_only_error = refusal
        self.write_lock: AbstractContextManager[object] = threading.RLock()
        self.access = access
        self.audit = audit

    @property
    def is_writable(self) -> bool:
        return self.read_only_error is None

    def require_writable(self) -> None:
        if self.read_only_error:
            raise StoreError(self.read_only_error.code, **self.read_only_error.values)

    @classmethod
    def open(cls, folder: Path, config: ConfigSource, *, write: bool = True, wait: float = 0) -> Self:
        """Open or make the store in a folder; `wait` seconds for another writer to end. StoreError when damaged."""
        lock, refusal = lock_for_writing(folder, wait) if write else (None, OTHER_WRITER_ERROR)
        try:
            log, audit = FolderLog(folder), Audit(folder, read_only=refusal is not None)
            view = View(None, config, log) if refusal else open_view(folder / "view.duckdb", config, log, audit)
        except BaseException:
            if lock:
                lock.release()
            raise
        return cls(log, view, lock, refusal, access=config.access, audit=audit)

    @classmethod
    def in_memory(cls, config: Config) -> Self:
        log = MemoryLog()
        return cls(log, View(None, config, log), access=config.access)

    def close(self) -> None:
        self.view.close()
        if self._writer_lock:
            self._writer_lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def head(self) -> Head:
        return self.view.head

    @property
    def is_current(self) -> bool:
        """Whether the view has followed the log to its end."""
        return self.log.head() == self.view.head

    @property
    def has_two_person_rule(self) -> bool:
        """Whether figures count only after a second person has published them."""
        return self.access.two_person

    @property
    def stale_since(self) -> datetime | None:
        """When the figures were last known to be all there are, UTC; None: they are. One's own log is never away."""
        return None

    def catch_up(self) -> None:
        """Take over what other processes have saved; nobody else writes to a log that is locked by this one."""
        if self.read_only_error and not self.is_current:
            self.view.apply_new_commits()

    def configure(self, config: ConfigSource) -> None:
        """Go on with a changed configuration."""
        self.view.configure(config)

    def require_right(self, by: Actor, right: Right, areas: Iterable[str] = ()) -> str:
        """The name of somebody who may do the act in these areas; StoreError when he may not."""
        return require_right(by, right, areas, accounts=self.access.has_accounts)

    def write_audit(self, event: str, by: Actor, about: str = "") -> None:
        """Write down an act that is no commit, as a change of the configuration."""
        if self.audit:
            self.audit.write(event, get_name(by), about)

    def append(self, kind: str, by: Actor, *, blobs: dict[str, bytes] | None = None, **fields: Any) -> Commit:
        """Commit one act and take it over into the view; when it returns, the act is safe. The caller holds `turn`.

        If the view fails after the commit, the commit stands: the view is mended at the next start.
        StoreError when `by` may not do such an act.
        """
        act_of_kind = Right.PUBLISH if kind == "upload" and self.has_two_person_rule else RIGHT_OF_KIND[kind]
        name = self.require_right(by, act_of_kind)
        self.require_writable()
        documents = blobs.values() if blobs and kind in DOCUMENT_KINDS else ()
        reject_hidden_characters(
            name, fields.get("note"), fields.get("file_name"), *(data.decode() for data in documents)
        )
        head = self.log.head()
        draft = _build_commit(kind, name, **{"base": head.seq, **fields})
        try:
            commit = self.log.append(draft, blobs or {})
        except OSError as error:
            raise StoreError("not_written", reason=error.strerror or str(error)) from error
        with suppress(ViewError, StoreError):
            self.view.apply_new_commits()
        self.write_audit(kind, by, commit.summary)
        return commit

    def query(self, name: str, **values: Any) -> pd.DataFrame:
        """The answer of `sql/<name>.sql` in the present."""
        return self.at(None).query(name, **values)

    def at(self, as_of: int | None, boundaries: str = NOW) -> "Snapshot":
        """The figures as they stood after a commit, None is the present, in one way to draw the boundaries."""
        return Snapshot(self.view, as_of, boundaries)

    def with_config(self, config: Config) -> Self:
        """The same acts as another configuration would show them, to look at only."""
        return type(self)(self.log, View(None, config, self.log), refusal=OTHER_WRITER_ERROR)

    def query_rows(self, name: str, as_of: int | None = None, **values: Any) -> list[tuple[Any, ...]]:
        """The same as plain rows, integers kept as integers."""
        return self.at(as_of).query_rows(name, **values)

    def simulate(self, kind: str, facts: list[Any], about: int | None = None) -> pd.DataFrame:
        """Coverage as it would be after an act; nothing is kept."""
        return self.view.simulate(_build_commit(kind, "", base=0, about=about).link_to(HYPOTHETICAL_HEAD), facts)

    def blob(self, name: str) -> bytes:
        return self.log.blob(name)

    def commits(self) -> list[Commit]:
        """Every commit from the first, the chain verified."""
        return list(self.log.since(0))


def _build_commit(kind: str, by: str, **fields: Any) -> Commit:
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    return Commit(seq=0, prev="", kind=kind, by=by, at=now, **fields)
