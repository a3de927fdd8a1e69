"""Which store a page looks at: the real one, or the invented figures as long as nothing was ever saved."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from learning_coverage import sample
from learning_coverage.access import Act, By
from learning_coverage.access.keeping import Keeper
from learning_coverage.config import Config, config_folder, load_config
from learning_coverage.store import Store, keeping
from learning_coverage.store.place import open_store, store_place
from learning_coverage.store.store import private_folder

WAIT_FOR_WRITER = 5  # seconds for an import on the command line to end


@st.cache_resource(show_spinner=False)
def config() -> Config:
    return load_config()


@st.cache_resource(show_spinner=False)
def keeper() -> Keeper:
    """The accounts and sessions of this process."""
    return Keeper.of(config().access, private_folder())


@st.cache_resource(show_spinner=False)
def _opened() -> Store:
    place = store_place()
    store = open_store(config(), wait=WAIT_FOR_WRITER)
    if store.writable and isinstance(place, Path):
        keeping.begin(place, config_folder())
    gc.freeze()  # what start-up made stays: later collections need not look at it
    return store


def real_store() -> Store:
    """The store of this process. One that had to be opened for reading only is opened anew at the next run."""
    store = _opened()
    if not store.writable:
        _opened.clear()
    return store


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
        yield store
        config.clear()
        store.configure(config())
        sample_store.clear()
        store.record("configure", by, what)
