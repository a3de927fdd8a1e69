"""Stores of all released versions: each is opened, migrated after a backup, and gives the figures of its release."""

import json
import shutil
from pathlib import Path

import pytest

from learning_coverage.config import Config
from learning_coverage.store import Store, StoreError
from learning_coverage.store.backups import backup, backup_schedule
from learning_coverage.store.log import format
from learning_coverage.store.operate.verification import find_errors
from tests.builders import families, saved, small_config
from tests.stores.make import figures, main

STORES = Path(__file__).parent
RELEASED = sorted(path.name for path in STORES.glob("v*"))


@pytest.fixture(scope="module")
def config() -> Config:
    return small_config()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(STORES / RELEASED[-1] / "store", tmp_path / "store")


def test_there_is_a_store_of_every_version() -> None:
    assert [f"v{version}" for version in range(format.current_version() + 1)] == RELEASED


@pytest.mark.parametrize("version", RELEASED)
def test_released_store_is_opened_migrated_and_written_to(tmp_path: Path, config: Config, version: str) -> None:
    folder = shutil.copytree(STORES / version / "store", tmp_path / "store")
    before = format.read_version(folder)
    assert before == int(version[1:])
    with Store.open(folder, config) as store:
        assert store.is_writable
        assert figures(store) == json.loads((STORES / version / "figures.json").read_text(encoding="utf-8"))
        saved(store, families("2026 V1 10 5"))
    assert format.read_version(folder) == format.current_version()
    assert list(find_errors(folder, config)) == []
    assert bool(backup_schedule.list_backups(folder)) == (before < format.current_version())


def test_backup_before_a_migration_has_the_older_version(tmp_path: Path, config: Config) -> None:
    folder = shutil.copytree(STORES / "v0" / "store", tmp_path / "store")
    Store.open(folder, config).close()
    (listed,) = backup_schedule.list_backups(folder)
    with backup.open_backup(folder / backup_schedule.BACKUP_FOLDER / listed.file_name) as opened:
        assert opened.version == 0
        assert backup.verify(opened).seq == listed.seq == 8


def test_interrupted_migration_is_repeated(tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version marker is written last, so the store has the older version until the migration is complete."""
    folder = shutil.copytree(STORES / RELEASED[-1] / "store", tmp_path / "store")
    migrated: list[Path] = []

    def fail_once(store: Path) -> None:
        migrated.append(store)
        if len(migrated) == 1:
            raise KeyboardInterrupt

    before = format.current_version()
    monkeypatch.setattr(format, "MIGRATIONS", (*format.MIGRATIONS, fail_once))
    with pytest.raises(KeyboardInterrupt):
        Store.open(folder, config)
    assert format.read_version(folder) == before
    with Store.open(folder, config) as store:
        assert store.is_writable
    assert (format.read_version(folder), len(migrated)) == (before + 1, 2)


def test_newer_store_is_read_and_not_changed(folder: Path, config: Config) -> None:
    (folder / format.MARKER_FILE).write_bytes(format.encode_marker(format.current_version() + 1))
    before = _files_with_times(folder)
    with Store.open(folder, config) as store:
        assert figures(store) == json.loads((STORES / RELEASED[-1] / "figures.json").read_text(encoding="utf-8"))
        with pytest.raises(StoreError) as refused:
            saved(store, families("2026 V1 10 5"))
    assert refused.value.code == "store_newer"
    assert _files_with_times(folder) == before


def test_store_with_a_damaged_marker_is_refused(folder: Path, config: Config) -> None:
    (folder / format.MARKER_FILE).write_bytes(b"{}")
    with pytest.raises(StoreError) as refused:
        Store.open(folder, config)
    assert refused.value.code == "marker_damaged"


def test_latest_store_has_the_format_that_make_writes(tmp_path: Path) -> None:
    """A change of the format needs a new version and a store of that version."""
    main(tmp_path)
    assert _format_of(tmp_path) == _format_of(STORES / RELEASED[-1])


def _format_of(place: Path) -> object:
    commits = sorted((place / "store" / "commits").glob("*.json"))
    return (
        sorted(path.name for path in (place / "store").iterdir()),
        [sorted(json.loads(path.read_bytes())) for path in commits],
        json.loads((place / "figures.json").read_text(encoding="utf-8")),
    )


def _files_with_times(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }
