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
from learning_coverage.config.tree import Source
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.lake.log import LakeLog
from learning_coverage.store.lake.writer_lock import Turn
from learning_coverage.store.log.log import LogAway, StoreError
from learning_coverage.store.open_folder import acquired, kept_view
from learning_coverage.store.store import ONE_PC, Store, private_folder
from learning_coverage.store.view.view import View

QUIET = 10  # seconds without asking after the log did not answer, so that pages do not wait for it at every click


class InStep:
    """The turn to write, and with it everything that was saved before it."""

    def __init__(self, turn: Turn, view: View) -> None:
        self._turn = turn
        self._view = view

    def __enter__(self) -> None:
        self._turn.__enter__()
        try:
            self._view.follow()
        except BaseException:
            self._turn.__exit__()
            raise

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._turn.__exit__()


class SharedStore(Store):
    """A store on a lake. `mark` is a file whose time says when the view was last in step with the log."""

    def __init__(
        self,
        log: LakeLog,
        view: View,
        lock: FileLock | None = None,
        refusal: StoreError | None = None,
        mark: Path | None = None,
        *,
        access: Access = ONE_PC,
        audit: Audit | None = None,
    ) -> None:
        super().__init__(log, view, lock, refusal, access=access, audit=audit)
        self._lake = log
        self._mark = mark
        self._quiet_until = 0.0
        self.turn = InStep(log.turn, view)

    @classmethod
    def join(cls, address: LakeAddress, config: Source, cache: Path | None = None) -> Self:
        """The store at that address, its view in a folder of this process. LogAway when there is nothing to show."""
        folder = (cache or cache_folder()) / address.id
        place, lock = _own_place(folder)
        log = LakeLog(address, folder / "archive")
        try:
            view, audit = kept_view(place / "view.duckdb", config, log), Audit(private_folder())
            store = cls(log, view, lock, mark=place / "in_step", access=config.access, audit=audit)
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
    def behind_since(self) -> datetime | None:
        if not self._quiet_until or self._mark is None:
            return None
        return datetime.fromtimestamp(self._mark.stat().st_mtime, UTC).replace(tzinfo=None)

    def catch_up(self) -> None:
        if time.monotonic() < self._quiet_until:
            return
        try:
            if self._lake.head() != self.view.head:
                self.view.follow()
        except LogAway:
            self._quiet_until = time.monotonic() + QUIET
            return
        self._quiet_until = 0.0
        if self._mark:
            self._mark.touch()


def cache_folder() -> Path:
    """Where this machine keeps what it knows of lakes; it can be thrown away while nothing runs."""
    return Path(os.environ.get("LEARNING_COVERAGE_CACHE") or ROOT / "data" / "cache")


def _own_place(folder: Path) -> tuple[Path, FileLock]:
    """The first folder no other process has: after a restart it is the same again, with the view of before."""
    for number in itertools.count():
        place = folder / str(number)
        place.mkdir(parents=True, exist_ok=True)
        with suppress(StoreError):
            return place, acquired(place, wait=0)
    raise AssertionError  # numbers do not end
