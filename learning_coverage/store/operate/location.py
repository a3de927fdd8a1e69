"""Which store this process works on: a folder, or a lake that many processes share."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from learning_coverage.config.tree import Source
from learning_coverage.store.lake.lake_url import PREFIX, LakeAddress
from learning_coverage.store.log.durable import make_folder
from learning_coverage.store.log.folder_log import FolderLog
from learning_coverage.store.log.log import Log, StoreError
from learning_coverage.store.open_folder import right_to_write
from learning_coverage.store.store import Store, store_folder

if TYPE_CHECKING:
    from learning_coverage.store.lake.log import LakeLog

Place = Path | LakeAddress


def place_of(text: str) -> Place:
    """A folder's path or the address of a lake; StoreError when it begins like the latter and is none."""
    return LakeAddress.of(text) if text.startswith(PREFIX) else Path(text)


def store_place() -> Place:
    """What `LEARNING_COVERAGE_STORE` says."""
    named = os.environ.get("LEARNING_COVERAGE_STORE", "")
    return LakeAddress.of(named) if named.startswith(PREFIX) else store_folder()


def open_store(config: Source, *, write: bool = True, wait: float = 0) -> Store:
    """The store of this process; see `Store.open` and `SharedStore.join`."""
    place = store_place()
    if isinstance(place, Path):
        return Store.open(place, config, write=write, wait=wait)
    with _libraries():
        from learning_coverage.store.shared_store import SharedStore
    return SharedStore.join(place, config)


def may_write_now() -> bool:
    """Whether a folder that could only be read has been left by its writer; nothing is waited for."""
    place = store_place()
    if not isinstance(place, Path):
        return False
    lock, _ = right_to_write(place, wait=0)
    if lock:
        lock.release()
    return lock is not None


@contextmanager
def log_at(place: Place) -> Iterator[Log]:
    """The log alone, to be read."""
    if isinstance(place, Path):
        yield FolderLog(place)
    else:
        with lake_log(place) as log:
            yield log


@contextmanager
def log_to_write(place: Place) -> Iterator[Log]:
    """The log alone, while nobody else writes to it. StoreError when somebody does."""
    if isinstance(place, Path):
        make_folder(place)
        lock, refusal = right_to_write(place, wait=0)
        if lock is None:
            raise refusal or StoreError("other_writer")
        with lock:
            yield FolderLog(place)
    else:
        with lake_log(place) as log, log.turn:
            yield log


@contextmanager
def lake_log(address: LakeAddress) -> Iterator["LakeLog"]:
    """The log of a lake, with nothing this machine has kept of it: what is read comes from the lake itself."""
    with _libraries():
        from learning_coverage.store.lake.log import LakeLog
    with tempfile.TemporaryDirectory() as keep:
        log = LakeLog(address, Path(keep), everything=True)
        try:
            yield log
        finally:
            log.close()


def maintained(place: Place) -> None:
    """Keep a lake small and fast. StoreError for a folder, which needs no such thing."""
    if isinstance(place, Path):
        raise StoreError("no_lake")
    with _libraries():
        from learning_coverage.store.lake.maintenance import maintain
    maintain(place)


@contextmanager
def _libraries() -> Iterator[None]:
    """StoreError when what a lake needs on top is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise StoreError("lake_libraries", name=error.name) from error
