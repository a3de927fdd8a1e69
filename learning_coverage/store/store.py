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

from learning_coverage.access import Act, By
from learning_coverage.access.audit import Audit
from learning_coverage.config import NOW, ROOT, Access, Config
from learning_coverage.config.tree import Source
from learning_coverage.store.lake.lake_url import PREFIX
from learning_coverage.store.log.folder_log import FolderLog
from learning_coverage.store.log.log import DOCUMENTS, Commit, Head, Log, StoreError, check_seen
from learning_coverage.store.log.memory_log import MemoryLog
from learning_coverage.store.open_folder import file_view, right_to_write
from learning_coverage.store.permissions import ACT_OF, name_of, permit
from learning_coverage.store.view.database import ViewError
from learning_coverage.store.view.view import View

NEVER = Head(2**31 - 3)  # no commit comes after it, so a supposed one never collides with a real one
OTHER_WRITER = StoreError("other_writer")
ONE_PC = Access()
DEFAULT_FOLDER = ROOT / "data" / "store"


def store_folder() -> Path:
    """Where the store of this process lives; StoreError when that is no folder but a lake (see place.py)."""
    named = os.environ.get("LEARNING_COVERAGE_STORE") or DEFAULT_FOLDER
    if str(named).startswith(PREFIX):
        raise StoreError("lake_is_no_folder")
    return Path(named)


def private_folder() -> Path:
    """Where this machine keeps accounts, sessions and the record of acts: with the store, if that is a folder."""
    named = os.environ.get("LEARNING_COVERAGE_STORE") or str(DEFAULT_FOLDER)
    return DEFAULT_FOLDER if named.startswith(PREFIX) else Path(named)


@dataclass(frozen=True)
class Figures:
    """The figures as of a commit, in boundaries; None is the present, whatever it is when they are asked."""

    view: View
    as_of: int | None
    boundaries: str = NOW

    def ask(self, name: str, **values: Any) -> pd.DataFrame:
        return self.view.ask(name, self.as_of, self.boundaries, **values)

    def records(self, name: str, as_of: int | None = None, **values: Any) -> list[tuple[Any, ...]]:
        """What needs no coverage, as plain rows with integers kept as integers; as of an earlier commit, if named."""
        seq = self.as_of if as_of is None else as_of
        return self.view.rows(name, as_of=self.view.head.seq if seq is None else seq, **values)


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
        access: Access = ONE_PC,
        audit: Audit | None = None,
    ) -> None:
        self.log = log
        self.view = view
        self._lock = lock
        self.refusal = refusal
        self.turn: AbstractContextManager[object] = threading.RLock()
        self.access = access
        self.audit = audit

    @property
    def writable(self) -> bool:
        return self.refusal is None

    def refuse_if_only_read(self) -> None:
        if self.refusal:
            raise StoreError(self.refusal.code, **self.refusal.values)

    @classmethod
    def open(cls, folder: Path, config: Source, *, write: bool = True, wait: float = 0) -> Self:
        """Open or make the store in a folder; `wait` seconds for another writer to end. StoreError when damaged."""
        lock, refusal = right_to_write(folder, wait) if write else (None, OTHER_WRITER)
        try:
            log, audit = FolderLog(folder), Audit(folder, only_read=refusal is not None)
            view = View(None, config, log) if refusal else file_view(folder / "view.duckdb", config, log, audit)
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
        if self._lock:
            self._lock.release()

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
    def needs_two(self) -> bool:
        """Whether figures count only after a second person has published them."""
        return self.access.two_person

    @property
    def behind_since(self) -> datetime | None:
        """When the figures were last known to be all there are, UTC; None: they are. One's own log is never away."""
        return None

    def catch_up(self) -> None:
        """Take over what other processes have saved; nobody else writes to a log that is locked by this one."""
        if self.refusal and not self.is_current:
            self.view.follow()

    def configure(self, config: Source) -> None:
        """Go on with a changed configuration."""
        self.view.configure(config)

    def permit(self, by: By, act: Act, areas: Iterable[str] = ()) -> str:
        """The name of somebody who may do the act in these areas; StoreError when he may not."""
        return permit(by, act, areas, accounts=self.access.has_accounts)

    def record(self, event: str, by: By, about: str = "") -> None:
        """Write down an act that is no commit, as a change of the configuration."""
        if self.audit:
            self.audit.write(event, name_of(by), about)

    def append(self, kind: str, by: By, *, blobs: dict[str, bytes] | None = None, **act: Any) -> Commit:
        """Commit one act and take it over into the view; when it returns, the act is safe. The caller holds `turn`.

        If the view fails after the commit, the commit stands: the view is mended at the next start.
        StoreError when `by` may not do such an act.
        """
        act_of_kind = Act.PUBLISH if kind == "upload" and self.needs_two else ACT_OF[kind]
        name = self.permit(by, act_of_kind)
        self.refuse_if_only_read()
        documents = blobs.values() if blobs and kind in DOCUMENTS else ()
        check_seen(name, act.get("note"), act.get("file_name"), *(data.decode() for data in documents))
        head = self.log.head()
        draft = _draft(kind, name, **{"base": head.seq, **act})
        try:
            commit = self.log.append(draft, blobs or {})
        except OSError as error:
            raise StoreError("not_written", reason=error.strerror or str(error)) from error
        with suppress(ViewError, StoreError):
            self.view.follow()
        self.record(kind, by, commit.told)
        return commit

    def ask(self, name: str, **values: Any) -> pd.DataFrame:
        """The answer of `sql/<name>.sql` in the present."""
        return self.at(None).ask(name, **values)

    def at(self, as_of: int | None, boundaries: str = NOW) -> "Figures":
        """The figures as they stood after a commit, None is the present, in one way to draw the boundaries."""
        return Figures(self.view, as_of, boundaries)

    def under(self, config: Config) -> Self:
        """The same acts as another configuration would show them, to look at only."""
        return type(self)(self.log, View(None, config, self.log), refusal=OTHER_WRITER)

    def records(self, name: str, as_of: int | None = None, **values: Any) -> list[tuple[Any, ...]]:
        """The same as plain rows, integers kept as integers."""
        return self.at(as_of).records(name, **values)

    def supposing(self, kind: str, facts: list[Any], about: int | None = None) -> pd.DataFrame:
        """Coverage as it would be after an act; nothing is kept."""
        return self.view.supposing(_draft(kind, "", base=0, about=about).after(NEVER), facts)

    def blob(self, name: str) -> bytes:
        return self.log.blob(name)

    def commits(self) -> list[Commit]:
        """Every commit from the first, the chain verified."""
        return list(self.log.since(0))


def _draft(kind: str, by: str, **act: Any) -> Commit:
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
    return Commit(seq=0, prev="", kind=kind, by=by, at=now, **act)
