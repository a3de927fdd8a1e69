"""Stores for the tests: one with three uploads in a folder, and an empty one in memory."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from learning_coverage.config import Config
from learning_coverage.store import Store
from tests.builders import families, saved, small_config


@pytest.fixture(scope="session")
def config() -> Config:
    return small_config()


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory, config: Config) -> Path:
    place = tmp_path_factory.mktemp("original")
    with Store.open(place, config) as store:
        saved(store, families("2023 V1 100 50"), families("2024 V1 100 60", "2024 V2 10 9"), families("2024 V1 100 61"))
    return place


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """A closed store of three uploads: commits 1, 2 and 3."""
    return shutil.copytree(original, tmp_path / "store")


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with Store.in_memory(config) as store:
        yield store
