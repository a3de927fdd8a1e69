"""The location of a store, a folder or a lake that several processes share, and how it is opened."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from learning_coverage.config import ROOT
from learning_coverage.config.tree import ConfigSource
from learning_coverage.store.lake.lake_url import LAKE_PREFIX, LakeAddress
from learning_coverage.store.log.durable import make_folder
from learning_coverage.store.log.folder_log import FolderLog
from learning_coverage.store.log.log import Log, StoreError
from learning_coverage.store.open_folder import lock_for_writing
from learning_coverage.store.store import Store

if TYPE_CHECKING:
    from learning_coverage.store.lake.log import LakeLog

DEFAULT_FOLDER = ROOT / "data" / "store"
Location = Path | LakeAddress


def parse_location(text: str) -> Location:
    """The path of a folder or the address of a lake; StoreError for an invalid address."""
    return LakeAddress.parse(text) if text.startswith(LAKE_PREFIX) else Path(text)


def read_location() -> Location:
    """The store of this process, from `LEARNING_COVERAGE_STORE`; StoreError for an invalid address."""
    return parse_location(os.environ.get("LEARNING_COVERAGE_STORE") or str(DEFAULT_FOLDER))


def store_folder() -> Path:
    """The folder of the store of this process; StoreError when it is a lake."""
    location = read_location()
    if not isinstance(location, Path):
        raise StoreError("lake_is_no_folder")
    return location


def private_folder() -> Path:
    """Where accounts, sessions and the audit log of this machine are: in the store if it is a folder."""
    location = read_location()
    return location if isinstance(location, Path) else DEFAULT_FOLDER


def open_store(config: ConfigSource, *, write: bool = True, wait: float = 0) -> Store:
    """The store of this process; see `Store.open` and `SharedStore.connect`."""
    location = read_location()
    if isinstance(location, Path):
        return Store.open(location, config, write=write, wait=wait)
    with _require_libraries():
        from learning_coverage.store.shared_store import SharedStore
    return SharedStore.connect(location, config)


def can_write_now() -> bool:
    """Whether the store is a folder without another writer at this moment; a lake is never read-only, so False."""
    location = read_location()
    if not isinstance(location, Path):
        return False
    lock, _ = lock_for_writing(location, wait=0)
    if lock:
        lock.release()
    return lock is not None


@contextmanager
def open_log(location: Location) -> Iterator[Log]:
    """The log alone, for reading."""
    if isinstance(location, Path):
        yield FolderLog(location)
    else:
        with open_lake_log(location) as log:
            yield log


@contextmanager
def lock_log(location: Location) -> Iterator[Log]:
    """The log alone, locked for writing. StoreError when another process holds the lock."""
    if isinstance(location, Path):
        make_folder(location)
        lock, error = lock_for_writing(location, wait=0)
        if lock is None:
            raise error or StoreError("other_writer")
        with lock:
            yield FolderLog(location)
    else:
        with open_lake_log(location) as log, log.write_lock:
            yield log


@contextmanager
def open_lake_log(address: LakeAddress) -> Iterator["LakeLog"]:
    """The log of a lake with an empty cache, so that every byte comes from the lake itself."""
    with _require_libraries():
        from learning_coverage.store.lake.log import LakeLog
    with tempfile.TemporaryDirectory() as cache:
        log = LakeLog(address, Path(cache), all_blobs=True)
        try:
            yield log
        finally:
            log.close()


def maintain_lake(location: Location) -> None:
    """Compact the files of a lake. StoreError for a folder, which needs no maintenance."""
    if isinstance(location, Path):
        raise StoreError("no_lake")
    with _require_libraries():
        from learning_coverage.store.lake.maintenance import maintain
    maintain(location)


@contextmanager
def _require_libraries() -> Iterator[None]:
    """StoreError when the libraries of a lake (requirements-scale.txt) are not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise StoreError("lake_libraries", name=error.name) from error
