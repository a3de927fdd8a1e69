"""`view.duckdb` can be deleted, damaged or exchanged at any time: the figures come from the log."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from learning_coverage import queries
from learning_coverage.config import Config
from learning_coverage.store import Store, StoreError
from learning_coverage.store.log.log import Head
from learning_coverage.store.operate.verification import find_errors
from tests.builders import families, saved, small_config


def _delete(view: Path) -> None:
    view.unlink()


def _fill_with_garbage(view: Path) -> None:
    view.write_bytes(b"no database" * 1000)


def _make_empty(view: Path) -> None:
    view.write_bytes(b"")


def _truncate(view: Path) -> None:
    view.write_bytes(view.read_bytes()[: view.stat().st_size // 2])


def _add_garbage_write_ahead_log(view: Path) -> None:
    view.with_name("view.duckdb.wal").write_bytes(b"no log" * 100)


def _leave_interrupted_rebuild(view: Path) -> None:
    view.unlink()
    view.with_suffix(".fresh").write_bytes(b"half a view")


def _set_other_version(view: Path) -> None:
    _run(view, "UPDATE meta SET schema = 'older'")


def _set_wrong_head(view: Path) -> None:
    _run(view, "UPDATE meta SET head_hash = 'x'")


def _replace_by_other_database(view: Path) -> None:
    view.unlink()
    _run(view, "CREATE TABLE event AS SELECT 1 AS one")


def _replace_by_view_of_other_store(view: Path) -> None:
    other = view.parent / "other"
    with Store.open(other, small_config()) as store:
        saved(store, families("2021 V3 10 1"), families("2021 V3 10 2"), families("2021 V3 10 3"))
    shutil.copy(other / "view.duckdb", view)
    shutil.rmtree(other)


@pytest.mark.parametrize(
    "damage",
    [
        _delete,
        _fill_with_garbage,
        _make_empty,
        _truncate,
        _add_garbage_write_ahead_log,
        _leave_interrupted_rebuild,
        _set_other_version,
        _set_wrong_head,
        _replace_by_other_database,
        _replace_by_view_of_other_store,
    ],
)
def test_damaged_view_is_rebuilt(folder: Path, config: Config, damage: Callable[[Path], None]) -> None:
    damage(folder / "view.duckdb")
    with Store.open(folder, config) as store, Store.open(folder, config, write=False) as without_view_file:
        assert store.is_writable
        assert _rows(store) == _rows(without_view_file) != []
        assert store.head == Head(3, store.commits()[-1].hash)


def test_outdated_view_catches_up(folder: Path, config: Config) -> None:
    old = folder.parent / "old.duckdb"
    shutil.copy(folder / "view.duckdb", old)
    with Store.open(folder, config) as store:
        saved(store, families("2025 V1 100 80"))
        now = _rows(store)
    shutil.move(old, folder / "view.duckdb")
    assert _open_and_read_rows(folder, config) == now


def test_view_newer_than_a_restored_log_is_rebuilt(folder: Path, config: Config) -> None:
    backup = shutil.copytree(folder / "commits", folder.parent / "backup")
    with Store.open(folder, config) as store:
        before = _rows(store)
        saved(store, families("2025 V1 100 80"))
        assert _rows(store) != before
    shutil.rmtree(folder / "commits")
    shutil.move(backup, folder / "commits")
    assert _open_and_read_rows(folder, config) == before


@pytest.mark.parametrize("write", [True, False])
def test_log_without_its_last_commit_is_not_opened(folder: Path, config: Config, write: bool) -> None:
    (folder / "commits" / "000000003.json").unlink()
    with pytest.raises(StoreError) as refused:
        Store.open(folder, config, write=write)
    assert (refused.value.code, refused.value.values) == ("log_shortened", {"n": 1})
    assert [error.code for error in find_errors(folder, config)] == ["log_shortened"]


def test_a_changed_configuration_takes_effect(folder: Path, config: Config) -> None:
    """The view holds the facts of the log; villages, targets and settings are those of the present files."""
    with Store.open(folder, config) as store:
        before = {row["target"] for row in _rows(store) if row["indicator_id"] == "families"}
    families_of_today = config.indicators["families"].model_copy(update={"targets": {2025: 70, 2030: 90}})
    indicators = {**config.indicators, "families": families_of_today}
    changed = config.model_copy(update={"targets": config.targets.model_copy(update={"indicators": indicators})})
    with Store.open(folder, changed) as store:
        now = {row["target"] for row in _rows(store) if row["indicator_id"] == "families"}
    assert (before, now) == ({0.8, 0.9}, {0.7, 0.9})


@pytest.mark.parametrize("view", ["kept", "deleted"])
def test_a_damaged_log_is_not_opened(folder: Path, config: Config, view: str) -> None:
    """Whether the view exists or not: the chain is verified at the start."""
    if view == "deleted":
        (folder / "view.duckdb").unlink()
    commit = folder / "commits" / "000000001.json"
    commit.write_text(commit.read_text(encoding="utf-8").replace('"An"', '"Ba"'), encoding="utf-8")
    with pytest.raises(StoreError) as refused, Store.open(folder, config):
        pass
    assert refused.value.code == "chain_broken"


def test_lock_is_released_after_a_refused_start(folder: Path, config: Config) -> None:
    first = folder / "commits" / "000000001.json"
    whole = first.read_bytes()
    first.write_bytes(b"{}")
    with pytest.raises(StoreError), Store.open(folder, config):
        pass
    first.write_bytes(whole)
    with Store.open(folder, config) as store:
        assert store.is_writable


def _open_and_read_rows(folder: Path, config: Config) -> list[dict[str, object]]:
    with Store.open(folder, config) as store:
        assert store.is_writable
        return _rows(store)


def _rows(store: Store) -> list[dict[str, object]]:
    return queries.coverage(store)


def _run(view: Path, sql: str) -> None:
    with duckdb.connect(str(view)) as connection:
        connection.execute(sql)
