"""Which store this process works on: a folder, or a lake that many processes share."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from learning_coverage.config.tree import ConfigSource
from learning_coverage.store.lake.lake_url import LAKE_PREFIX, LakeAddress
from learning_coverage.store.log.durable import make_folder
from learning_coverage.store.log.folder_log import FolderLog
from learning_coverage.store.log.log import Log, StoreError
from learning_coverage.store.open_folder import lock_for_writing
from learning_coverage.store.store import Store, store_folder

if TYPE_CHECKING:
    from learning_coverage.store.lake.log import LakeLog

Location = Path | LakeAddress


def parse_location(text: str) -> Location:
    """A folder's path or the address of a lake; StoreError when it begins like the latter and is none."""
    return LakeAddress.parse(text) if text.startswith(LAKE_PREFIX) else Path(text)


def read_location() -> Location:
    """What `LEARNING_COVERAGE_STORE` says."""
    named = os.environ.get("LEARNING_COVERAGE_STORE", "")
    return LakeAddress.parse(named) if named.startswith(LAKE_PREFIX) else store_folder()


def open_store(config: ConfigSource, *, write: bool = True, wait: float = 0) -> Store:
    """The store of this process; see `Store.open` and `SharedStore.join`."""
    place = read_location()
    if isinstance(place, Path):
        return Store.open(place, config, write=write, wait=wait)
    with _require_libraries():
        from learning_coverage.store.shared_store import SharedStore
    return SharedStore.connect(place, config)


def can_write_now() -> bool:
    """Whether a folder that could only be read has been left by its writer; nothing is waited for."""
    place = read_location()
    if not isinstance(place, Path):
        return False
    lock, _ = lock_for_writing(place, wait=0)
    if lock:
        lock.release()
    return lock is not None


@contextmanager
def open_log(place: Location) -> Iterator[Log]:
    """The log alone, to be read."""
    if isinstance(place, Path):
        yield FolderLog(place)
    else:
        with open_lake_log(place) as log:
            yield log


@contextmanager
def lock_log(place: Location) -> Iterator[Log]:
    """The log alone, while nobody else writes to it. StoreError when somebody does."""
    if isinstance(place, Path):
        make_folder(place)
        lock, refusal = lock_for_writing(place, wait=0)
        if lock is None:
            raise refusal or StoreError("other_writer")
        with lock:
            yield FolderLog(place)
    else:
        with open_lake_log(place) as log, log.write_lock:
            yield log


@contextmanager
def open_lake_log(address: LakeAddress) -> Iterator["LakeLog"]:
    """The log of a lake, with nothing this machine has kept of it: what is read comes from the lake itself."""
    with _require_libraries():
        from learning_coverage.store.lake.log import LakeLog
    with tempfile.TemporaryDirectory() as keep:
        log = LakeLog(address, Path(keep), all_blobs=True)
        try:
            yield log
        finally:
            log.close()


def maintain_lake(place: Location) -> None:
    """Keep a lake small and fast. StoreError for a folder, which needs no such thing."""
    if isinstance(place, Path):
        raise StoreError("no_lake")
    with _require_libraries():
        from learning_coverage.store.lake.maintenance import maintain
    maintain(place)


@contextmanager
def _require_libraries() -> Iterator[None]:
    """StoreError when what a lake needs on top is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise StoreError("lake_libraries", name=error.name) from error
