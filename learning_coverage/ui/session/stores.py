"""Which area and which store a page looks at: the real one, or the invented figures while nothing was ever saved."""

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


SCOPE_KEY = "scope"  # in the session: the area of the tree that is looked at
MAX_CACHED_AREAS = 64  # areas whose figures stay ready at the same time


@cache
def _cached_tree(folder: Path) -> Tree:
    return load_tree(folder)


def tree() -> Tree:
    """The areas there are, kept by the plainest cache there is: every link of a page asks."""
    return _cached_tree(config_folder())


def scope() -> str:
    """The area this session looks at as a whole."""
    return tree().root_id if tree().is_one_commune else str(st.session_state.get(SCOPE_KEY) or tree().root_id)


def config() -> Config:
    """The configuration of what is looked at."""
    return tree().config_of(scope())


@st.cache_resource(show_spinner=False)
def registry() -> AccessRegistry:
    """The accounts and sessions of this process."""
    folder = private_folder()
    return AccessRegistry.create(tree().access, folder, Audit(folder, read_only=not can_write(folder)))


@st.cache_resource(show_spinner=False)
def _writer_timeouts() -> Iterator[float]:
    """How long each opening waits for another writer: the first one of the process does, nobody else has to."""
    return chain((WAIT_FOR_WRITER,), repeat(0.0))


@st.cache_resource(show_spinner=False)
def _open_process_store() -> Store:
    place = read_location()
    store = open_store(tree().config_source, wait=next(_writer_timeouts()))
    if store.is_writable and isinstance(place, Path):
        backup_schedule.start(place, config_folder())
    gc.freeze()  # what start-up made stays: later collections need not look at it
    return store


def real_store() -> Store:
    """The store of this process, as the area looked at sees it."""
    return store_for_area(scope())


def process_store() -> Store:
    """The store of this process. One that had to be opened for reading only is opened anew once it may be written."""
    found = _open_process_store()
    if not found.is_writable and can_write_now():
        _open_process_store.clear()
        return _open_process_store()
    return found


def store_for_area(area: str) -> Store:
    """The store as an area sees it, with everything saved so far; a commune on its own sees all of it."""
    whole = process_store()
    if tree().is_one_commune:
        return whole
    found = _area_store(area, id(whole), whole)
    found.catch_up()
    return found


@st.cache_resource(show_spinner=False, max_entries=MAX_CACHED_AREAS)
def _area_store(area: str, store_id: int, _whole: Store) -> Store:
    return AreaStore(_whole, tree(), area)


@st.cache_resource(show_spinner=False)
def sample_store() -> Store:
    return sample.create_store(config())


def is_showing_sample() -> bool:
    return sample.is_shown(real_store(), config())


def store() -> Store:
    return sample_store() if is_showing_sample() else real_store()


@contextmanager
def edit_configuration(by: Actor, subject: str) -> Iterator[Store]:
    """Change the files of the configuration in the block, by somebody who may, then go on with them."""
    store = real_store()
    with store.write_lock:
        store.permissions.require(by, Right.CONFIGURE)
        store.require_writable()  # it could not be written down who changed it
        yield store
        _cached_tree.cache_clear()
        store.configure(config())
        sample_store.clear()
        store.write_audit("configure", by, subject)
