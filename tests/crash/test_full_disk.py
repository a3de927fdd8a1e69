"""A full or read-only disk: saves are refused in one sentence, reads work, no acknowledged upload is lost."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from learning_coverage.config import Config
from learning_coverage.store import Store
from learning_coverage.store.operate.verification import find_errors
from tests.builders import saved, small_config
from tests.crash import journal_library
from tests.crash.saving_child import read_content, upload

SIZES = 25
FULL, READ_ONLY = "No space left on device", "Read-only file system"

pytestmark = pytest.mark.crash


@pytest.fixture(scope="module")
def config() -> Config:
    return small_config()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, config: Config) -> Path:
    """A folder with equal stores of two uploads each."""
    root = tmp_path_factory.mktemp("full")
    with Store.open(root / "00", config) as store:
        saved(store, upload(1), upload(2))
    for name in [f"{number:02}" for number in range(1, SIZES)] + ["read-only"]:
        shutil.copytree(root / "00", root / name)
    return root


@pytest.fixture(scope="module")
def results(library: Path, root: Path) -> list[dict[str, Any]]:
    """The result of `tests.crash.full` for each disk, the read-only one last."""
    return [json.loads(line) for line in journal_library.run(library, root, "full").splitlines()]


def test_full_disk_refuses_saves_and_stays_readable(results: list[dict[str, Any]]) -> None:
    assert len(results) == SIZES + 1
    for disk in results[:-1]:
        assert disk["refused"] == [["not_written", FULL]], disk
        assert disk["current"] == [100 + disk["acknowledged"] - 1 if disk["acknowledged"] else 2], disk
        assert disk["coverage"] >= disk["before"] + disk["acknowledged"]
    assert len({disk["acknowledged"] for disk in results[:-1]}) > 5  # the disks were full at different moments


def test_save_succeeds_when_space_is_freed(results: list[dict[str, Any]]) -> None:
    for disk in results[:-1]:
        assert disk["again"] in ("committed", None), disk


def test_no_acknowledged_upload_is_lost_on_a_full_disk(
    results: list[dict[str, Any]], root: Path, config: Config
) -> None:
    for disk in results[:-1]:
        with Store.open(root / disk["folder"], config) as store:
            assert store.is_writable
            content = read_content(store)
        acknowledged = disk["before"] + disk["acknowledged"] + (disk["again"] == "committed")
        assert list(content.saved) == list(range(1, acknowledged + 1)), disk
        assert content.in_view == dict.fromkeys(content.saved, len(upload(1)))
        assert content.current == content.saved[acknowledged]
        assert not list((root / disk["folder"]).rglob("*.draft"))
    assert list(find_errors(root / results[-2]["folder"], config)) == []


def test_read_only_folder_is_readable_and_refuses_saves(results: list[dict[str, Any]]) -> None:
    assert results[-1] == {
        "before": 2,
        "acknowledged": 0,
        "refused": [["not_written", READ_ONLY]],
        "current": [2],
        "again": None,
        "coverage": 2,
    }
