"""The stores of the process by scope, and the sample that stands in until something is saved.

Pages find theirs on the page object; acts, which run before a page is opened, ask here.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import chain, repeat
from pathlib import Path

import streamlit as st

from learning_coverage import sample
from learning_coverage.access import Actor, Right
from learning_coverage.access.audit import Audit
from learning_coverage.access.registry import AccessRegistry
from learning_coverage.config import Config, config_folder
from learning_coverage.config.tree import Tree, load_tree
from learning_coverage.store import Store
from learning_coverage.store.area_store import AreaStore
from learning_coverage.store.backups import backup_schedule
from learning_coverage.store.log.format import can_write
from learning_coverage.store.operate.location import can_write_now, open_store, private_folder, read_location

WAIT_FOR_WRITER = 5  # seconds for an import on the command line to end


SCOPE_KEY = "scope"  # in the session state and the address
MAX_CACHED_AREAS = 64  # areas whose stores stay open at the same time


@cache
def _cached_tree(folder: Path) -> Tree:
    return load_tree(folder)


def tree() -> Tree:
    """The areas of the configuration."""
    return _cached_tree(config_folder())


def scope() -> str:
    """The scope of this session."""
    return tree().root_id if tree().is_one_commune else str(st.session_state.get(SCOPE_KEY) or tree().root_id)


def config() -> Config:
    """The configuration of the scope."""
    return tree().config_of(scope())


@st.cache_resource(show_spinner=False)
def registry() -> AccessRegistry:
    """The accounts and sessions of this process."""
    folder = private_folder()
    return AccessRegistry.create(tree().access, folder, Audit(folder, read_only=not can_write(folder)))


@st.cache_resource(show_spinner=False)
def _writer_timeouts() -> Iterator[float]:
    """Seconds to wait for another writer, by attempt to open the store: only the first one of the process waits."""
    return chain((WAIT_FOR_WRITER,), repeat(0.0))


@st.cache_resource(show_spinner=False)
def _open_process_store() -> Store:
    place = read_location()
    store = open_store(tree().config_source, wait=next(_writer_timeouts()))
    if store.is_writable and isinstance(place, Path):
        backup_schedule.start(place, config_folder())
    gc.freeze()  # objects made at start live as long as the process: later collections can skip them
    return store


def real_store() -> Store:
    """The store of the scope of this session."""
    return store_for_area(scope())


def process_store() -> Store:
    """The store of this process. One opened read-only is reopened once it can be written."""
    store = _open_process_store()
    if not store.is_writable and can_write_now():
        _open_process_store.clear()
        return _open_process_store()
    return store


def store_for_area(area: str) -> Store:
    """The store of an area, with everything saved so far; without a tree the store of the process."""
    whole = process_store()
    if tree().is_one_commune:
        return whole
    store = _area_store(area, id(whole), whole)
    store.catch_up()
    return store


@st.cache_resource(show_spinner=False, max_entries=MAX_CACHED_AREAS)
def _area_store(area: str, store_id: int, _whole: Store) -> Store:
    return AreaStore(_whole, tree(), area)


@st.cache_resource(show_spinner=False)
def sample_store() -> Store:
    """The sample, in memory."""
    return sample.create_store(config())


def reload_configuration() -> None:
    """Read the files of the configuration again when they are next needed."""
    _cached_tree.cache_clear()


@contextmanager
def edit_configuration(by: Actor, subject: str) -> Iterator[Store]:
    """Change the files of the configuration in the block, then apply them. StoreError without the right to do so."""
    store = real_store()
    with store.write_lock:
        store.permissions.require(by, Right.CONFIGURE)
        store.require_writable()  # else the author could not be recorded
        yield store
        reload_configuration()
        store.configure(config())
        sample_store.clear()
        store.write_audit("configure", by, subject)
