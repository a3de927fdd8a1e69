"""Which area and which store a page looks at: the real one, or the invented figures while nothing was ever saved."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import chain, repeat
from pathlib import Path

import streamlit as st

from learning_coverage import sample
from learning_coverage.access import Act, By
from learning_coverage.access.audit import Audit
from learning_coverage.access.registry import Keeper
from learning_coverage.config import Config, config_folder
from learning_coverage.config.tree import Tree, load_tree
from learning_coverage.store import Store
from learning_coverage.store.area_store import PartStore
from learning_coverage.store.backups import backup_schedule
from learning_coverage.store.log.format import may_be_touched
from learning_coverage.store.operate.location import may_write_now, open_store, store_place
from learning_coverage.store.store import private_folder

WAIT_FOR_WRITER = 5  # seconds for an import on the command line to end


SCOPE = "scope"  # in the session: the area of the tree that is looked at
PARTS_KEPT = 64  # areas whose figures stay ready at the same time


@cache
def _tree(folder: Path) -> Tree:
    return load_tree(folder)


def tree() -> Tree:
    """The areas there are, kept by the plainest cache there is: every link of a page asks."""
    return _tree(config_folder())


def scope() -> str:
    """The area this session looks at as a whole."""
    return tree().root if tree().is_one_commune else str(st.session_state.get(SCOPE) or tree().root)


def config() -> Config:
    """The configuration of what is looked at."""
    return tree().config_of(scope())


@st.cache_resource(show_spinner=False)
def keeper() -> Keeper:
    """The accounts and sessions of this process."""
    folder = private_folder()
    return Keeper.of(tree().access, folder, Audit(folder, only_read=not may_be_touched(folder)))


@st.cache_resource(show_spinner=False)
def _waits() -> Iterator[float]:
    """How long each opening waits for another writer: the first one of the process does, nobody else has to."""
    return chain((WAIT_FOR_WRITER,), repeat(0.0))


@st.cache_resource(show_spinner=False)
def _opened() -> Store:
    place = store_place()
    store = open_store(tree().source, wait=next(_waits()))
    if store.writable and isinstance(place, Path):
        backup_schedule.begin(place, config_folder())
    gc.freeze()  # what start-up made stays: later collections need not look at it
    return store


def real_store() -> Store:
    """The store of this process, as the area looked at sees it."""
    return store_of(scope())


def whole_store() -> Store:
    """The store of this process. One that had to be opened for reading only is opened anew once it may be written."""
    found = _opened()
    if not found.writable and may_write_now():
        _opened.clear()
        return _opened()
    return found


def store_of(area: str) -> Store:
    """The store as an area sees it, with everything saved so far; a commune on its own sees all of it."""
    whole = whole_store()
    if tree().is_one_commune:
        return whole
    found = _part(area, id(whole), whole)
    found.catch_up()
    return found


@st.cache_resource(show_spinner=False, max_entries=PARTS_KEPT)
def _part(area: str, opened: int, _whole: Store) -> Store:
    return PartStore(_whole, tree(), area)


@st.cache_resource(show_spinner=False)
def sample_store() -> Store:
    return sample.filled(config())


def shows_sample() -> bool:
    return sample.stands_in(real_store(), config())


def store() -> Store:
    return sample_store() if shows_sample() else real_store()


@contextmanager
def changing_configuration(by: By, what: str) -> Iterator[Store]:
    """Change the files of the configuration in the block, by somebody who may, then go on with them."""
    store = real_store()
    with store.turn:
        store.permit(by, Act.CONFIGURE)
        store.refuse_if_only_read()  # it could not be written down who changed it
        yield store
        _tree.cache_clear()
        store.configure(config())
        sample_store.clear()
        store.record("configure", by, what)
