"""A store of every released version is opened, brought up to date after a backup, and says what it said then."""

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

KEPT = Path(__file__).parent
RELEASED = sorted(path.name for path in KEPT.glob("v*"))


@pytest.fixture(scope="module")
def config() -> Config:
    return small_config()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(KEPT / RELEASED[-1] / "store", tmp_path / "store")


def test_a_store_of_every_version_is_kept() -> None:
    assert [f"v{version}" for version in range(format.current_version() + 1)] == RELEASED


@pytest.mark.parametrize("version", RELEASED)
def test_it_is_opened_migrated_and_written_to(tmp_path: Path, config: Config, version: str) -> None:
    folder = shutil.copytree(KEPT / version / "store", tmp_path / "store")
    before = format.read_version(folder)
    assert before == int(version[1:])
    with Store.open(folder, config) as store:
        assert store.is_writable
        assert figures(store) == json.loads((KEPT / version / "figures.json").read_text(encoding="utf-8"))
        saved(store, families("2026 V1 10 5"))
    assert format.read_version(folder) == format.current_version()
    assert list(find_errors(folder, config)) == []
    assert bool(backup_schedule.list_backups(folder)) == (before < format.current_version())


def test_the_backup_before_a_migration_is_of_the_older_version(tmp_path: Path, config: Config) -> None:
    folder = shutil.copytree(KEPT / "v0" / "store", tmp_path / "store")
    Store.open(folder, config).close()
    (made,) = backup_schedule.list_backups(folder)
    with backup.open_backup(folder / backup_schedule.BACKUP_FOLDER / made.file_name) as kept:
        assert kept.version == 0
        assert backup.verify(kept).seq == made.seq == 8


def test_a_migration_cut_short_is_done_again(tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """The marker comes last: until then the older version is whole, with its backup."""
    folder = shutil.copytree(KEPT / RELEASED[-1] / "store", tmp_path / "store")
    done: list[Path] = []

    def breaks_once(store: Path) -> None:
        done.append(store)
        if len(done) == 1:
            raise KeyboardInterrupt

    before = format.current_version()
    monkeypatch.setattr(format, "MIGRATIONS", (*format.MIGRATIONS, breaks_once))
    with pytest.raises(KeyboardInterrupt):
        Store.open(folder, config)
    assert format.read_version(folder) == before
    with Store.open(folder, config) as store:
        assert store.is_writable
    assert (format.read_version(folder), len(done)) == (before + 1, 2)


def test_a_newer_store_is_read_and_not_touched(folder: Path, config: Config) -> None:
    (folder / format.MARKER_FILE).write_bytes(format.encode_marker(format.current_version() + 1))
    before = _touched(folder)
    with Store.open(folder, config) as store:
        assert figures(store) == json.loads((KEPT / RELEASED[-1] / "figures.json").read_text(encoding="utf-8"))
        with pytest.raises(StoreError) as refused:
            saved(store, families("2026 V1 10 5"))
    assert refused.value.code == "store_newer"
    assert _touched(folder) == before


def test_a_store_whose_marker_is_spoilt_is_refused(folder: Path, config: Config) -> None:
    (folder / format.MARKER_FILE).write_bytes(b"{}")
    with pytest.raises(StoreError) as refused:
        Store.open(folder, config)
    assert refused.value.code == "marker_damaged"


def test_what_is_kept_is_what_the_script_makes(tmp_path: Path) -> None:
    """Whoever changes what is written raises the version and keeps a store of it."""
    main(tmp_path)
    assert _shape(tmp_path) == _shape(KEPT / RELEASED[-1])


def _shape(place: Path) -> object:
    commits = sorted((place / "store" / "commits").glob("*.json"))
    return (
        sorted(path.name for path in (place / "store").iterdir()),
        [sorted(json.loads(path.read_bytes())) for path in commits],
        json.loads((place / "figures.json").read_text(encoding="utf-8")),
    )


def _touched(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }
