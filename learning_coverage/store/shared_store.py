"""A store whose log other processes write to as well: it follows them, and goes on showing while the log is away."""

import itertools
import os
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock

from learning_coverage.access.audit import Audit
from learning_coverage.config import ROOT, Access
from learning_coverage.config.tree import ConfigSource
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.lake.log import LakeLog
from learning_coverage.store.lake.writer_lock import AdvisoryLock
from learning_coverage.store.log.log import LogUnavailable, StoreError
from learning_coverage.store.open_folder import acquire_lock, open_or_rebuild_view
from learning_coverage.store.store import LOCAL_ACCESS, Store, private_folder
from learning_coverage.store.view.view import View

RETRY_SECONDS = (
    10  # seconds without asking after the log did not answer, so that pages do not wait for it at every click
)


class SyncedLock:
    """The turn to write, and with it everything that was saved before it."""

    def __init__(self, turn: AdvisoryLock, view: View) -> None:
        self._lock = turn
        self._view = view

    def __enter__(self) -> None:
        self._lock.__enter__()
        try:
            self._view.apply_new_commits()
        except BaseException:
            self._lock.__exit__()
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._lock.__exit__()


class SharedStore(Store):
    """A store on a lake. `mark` is a file whose time says when the view was last in step with the log."""

    def __init__(
        self,
        log: LakeLog,
        view: View,
        lock: FileLock | None = None,
        refusal: StoreError | None = None,
        sync_marker: Path | None = None,
        *,
        access: Access = LOCAL_ACCESS,
        audit: Audit | None = None,
    ) -> None:
        super().__init__(log, view, lock, refusal, access=access, audit=audit)
        self._lake = log
        self._sync_marker = sync_marker
        self._retry_at = 0.0
        self.write_lock = SyncedLock(log.write_lock, view)

    @classmethod
    def connect(cls, address: LakeAddress, config: ConfigSource, cache: Path | None = None) -> Self:
        """The store at that address, its view in a folder of this process. LogAway when there is nothing to show."""
        folder = (cache or cache_folder()) / address.id
        place, lock = _claim_folder(folder)
        log = LakeLog(address, folder / "archive")
        try:
            view, audit = open_or_rebuild_view(place / "view.duckdb", config, log), Audit(private_folder())
            store = cls(log, view, lock, sync_marker=place / "in_step", access=config.access, audit=audit)
            store.catch_up()
        except BaseException:
            log.close()
            lock.release()
            raise
        return store

    def close(self) -> None:
        super().close()
        self._lake.close()

    @property
    def stale_since(self) -> datetime | None:
        if not self._retry_at or self._sync_marker is None:
            return None
        return datetime.fromtimestamp(self._sync_marker.stat().st_mtime, UTC).replace(tzinfo=None)

    def catch_up(self) -> None:
        if time.monotonic() < self._retry_at:
            return
        try:
            if self._lake.head() != self.view.head:
                self.view.apply_new_commits()
        except LogUnavailable:
            self._retry_at = time.monotonic() + RETRY_SECONDS
            return
        self._retry_at = 0.0
        if self._sync_marker:
            self._sync_marker.touch()


def cache_folder() -> Path:
    """Where this machine keeps what it knows of lakes; it can be thrown away while nothing runs."""
    return Path(os.environ.get("LEARNING_COVERAGE_CACHE") or ROOT / "data" / "cache")


def _claim_folder(folder: Path) -> tuple[Path, FileLock]:
    """The first folder no other process has: after a restart it is the same again, with the view of before."""
    for number in itertools.count():
        place = folder / str(number)
        place.mkdir(parents=True, exist_ok=True)
        with suppress(StoreError):
            return place, acquire_lock(place, wait=0)
    raise AssertionError  # numbers do not end
