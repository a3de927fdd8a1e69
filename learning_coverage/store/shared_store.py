"""A store on a lake, whose log other processes write to as well: it keeps showing figures while the log is away."""

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
from learning_coverage.config import ROOT
from learning_coverage.config.tree import ConfigSource
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.lake.log import LakeLog
from learning_coverage.store.lake.writer_lock import AdvisoryLock
from learning_coverage.store.log.log import LogUnavailable, StoreError
from learning_coverage.store.open_folder import acquire_lock, open_or_rebuild_view
from learning_coverage.store.operate.location import private_folder
from learning_coverage.store.permissions import Permissions
from learning_coverage.store.store import Store
from learning_coverage.store.view.view import View

RETRY_SECONDS = 10  # after the log did not answer, so that pages do not wait for it at every click


class SyncedLock:
    """The lock of the log's writer; entering it applies every commit made before."""

    def __init__(self, lock: AdvisoryLock, view: View) -> None:
        self._lock = lock
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
    """A store on a lake. `sync_marker` is a file whose time of change says when the view was last current."""

    def __init__(
        self,
        log: LakeLog,
        view: View,
        lock: FileLock | None = None,
        sync_marker: Path | None = None,
        *,
        permissions: Permissions | None = None,
        audit: Audit | None = None,
    ) -> None:
        super().__init__(log, view, lock, permissions=permissions, audit=audit)
        self._lake = log
        self._sync_marker = sync_marker
        self._retry_at = 0.0
        self.write_lock = SyncedLock(log.write_lock, view)

    @classmethod
    def connect(cls, address: LakeAddress, config: ConfigSource, cache: Path | None = None) -> Self:
        """The store at an address, its view in a cache folder of this process.

        LogUnavailable when the lake cannot be reached and the cache holds no figures.
        """
        folder = (cache or cache_folder()) / address.id
        own_folder, lock = _claim_folder(folder)
        log = LakeLog(address, folder / "archive")
        try:
            view, audit = open_or_rebuild_view(own_folder / "view.duckdb", config, log), Audit(private_folder())
            store = cls(log, view, lock, own_folder / "in_step", permissions=Permissions(config.access), audit=audit)
            store.catch_up()
        except BaseException:
            log.close()
            lock.release()
            raise
        return store

    def close(self) -> None:
        """Close the store and the connection to the lake."""
        super().close()
        self._lake.close()

    @property
    def stale_since(self) -> datetime | None:
        """When the lake was last reached (UTC); None while it is reachable."""
        if not self._retry_at or self._sync_marker is None:
            return None
        return datetime.fromtimestamp(self._sync_marker.stat().st_mtime, UTC).replace(tzinfo=None)

    def catch_up(self) -> None:
        """Apply what other processes committed; while the lake is unreachable, the figures stay as they are."""
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
    """Where this machine caches the views and bytes of lakes; it may be deleted while no process runs."""
    return Path(os.environ.get("LEARNING_COVERAGE_CACHE") or ROOT / "data" / "cache")


def _claim_folder(folder: Path) -> tuple[Path, FileLock]:
    """The first numbered folder no other process has locked; after a restart it is the same one, with its view."""
    for number in itertools.count():
        own_folder = folder / str(number)
        own_folder.mkdir(parents=True, exist_ok=True)
        with suppress(StoreError):
            return own_folder, acquire_lock(own_folder, wait=0)
    raise AssertionError  # itertools.count does not end
