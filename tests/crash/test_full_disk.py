"""The disk gets full, or may not be written to: one sentence, reads go on, nothing acknowledged is lost."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from learning_coverage.config import Config
from learning_coverage.store import Store
from learning_coverage.store.operate.verification import find_errors
from tests.builders import saved, small_config
from tests.crash import loaded
from tests.crash.saving_child import look, upload

SIZES = 25
FULL, READ_ONLY = "No space left on device", "Read-only file system"

pytestmark = pytest.mark.crash


@pytest.fixture(scope="module")
def config() -> Config:
    return small_config()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, config: Config) -> Path:
    """A folder with equal stores of two uploads."""
    root = tmp_path_factory.mktemp("full")
    with Store.open(root / "00", config) as store:
        saved(store, upload(1), upload(2))
    for name in [f"{number:02}" for number in range(1, SIZES)] + ["read-only"]:
        shutil.copytree(root / "00", root / name)
    return root


@pytest.fixture(scope="module")
def told(library: Path, root: Path) -> list[dict[str, Any]]:
    """What a process saw on each of the disks, on the read-only one last."""
    return [json.loads(line) for line in loaded.run(library, root, "full").splitlines()]


def test_a_full_disk_refuses_in_one_sentence_and_is_read_on(told: list[dict[str, Any]]) -> None:
    assert len(told) == SIZES + 1
    for disk in told[:-1]:
        assert disk["refused"] == [["not_written", FULL]], disk
        assert disk["current"] == [100 + disk["acknowledged"] - 1 if disk["acknowledged"] else 2], disk
        assert disk["coverage"] >= disk["before"] + disk["acknowledged"]
    assert len({disk["acknowledged"] for disk in told[:-1]}) > 5  # so it was full at many different moments


def test_when_there_is_room_again_saving_goes_on(told: list[dict[str, Any]]) -> None:
    for disk in told[:-1]:
        assert disk["again"] in ("committed", None), disk


def test_after_a_full_disk_nothing_is_lost(told: list[dict[str, Any]], root: Path, config: Config) -> None:
    for disk in told[:-1]:
        with Store.open(root / disk["folder"], config) as store:
            assert store.is_writable
            seen = look(store)
        acknowledged = disk["before"] + disk["acknowledged"] + (disk["again"] == "committed")
        assert list(seen.saved) == list(range(1, acknowledged + 1)), disk
        assert seen.in_view == dict.fromkeys(seen.saved, len(upload(1)))
        assert seen.current == seen.saved[acknowledged]
        assert not list((root / disk["folder"]).rglob("*.draft"))
    assert list(find_errors(root / told[-2]["folder"], config)) == []


def test_a_read_only_folder_is_read(told: list[dict[str, Any]]) -> None:
    assert told[-1] == {
        "before": 2,
        "acknowledged": 0,
        "refused": [["not_written", READ_ONLY]],
        "current": [2],
        "again": None,
        "coverage": 2,
    }
