"""Verification finds no errors in an intact store, and reports every kind of damage with its code."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from learning_coverage.config import Config
from learning_coverage.store import Store
from learning_coverage.store.log.log import Commit, sha256
from learning_coverage.store.operate.verification import find_errors
from learning_coverage.wording import Wording
from tests.builders import families, saved


def test_empty_store_has_no_errors(tmp_path: Path, config: Config) -> None:
    assert _codes(tmp_path, config) == []


def test_store_with_every_kind_of_act_has_no_errors(folder: Path, config: Config) -> None:
    with Store.open(folder, config) as store:
        for kind, about in [("withdraw", 3), ("withdraw", 2), ("restore", 2), ("freeze", 3), ("close_year", 2023)]:
            store.append(kind, "An", note="thử", about=about)
    assert _codes(folder, config) == []


def test_store_can_be_verified_while_it_is_open(folder: Path, config: Config) -> None:
    with Store.open(folder, config) as store:
        saved(store, families("2025 V1 100 80"))
        assert _codes(folder, config) == []
        assert store.is_writable


def test_copy_of_archive_and_commits_has_no_errors(folder: Path, config: Config, tmp_path: Path) -> None:
    for part in ("archive", "commits"):
        shutil.copytree(folder / part, tmp_path / "backup" / part)
    assert _codes(tmp_path / "backup", config) == []


def _first_commit(folder: Path) -> Path:
    return folder / "commits" / "000000001.json"


def _change_commit(folder: Path) -> None:
    path = _first_commit(folder)
    path.write_text(path.read_text(encoding="utf-8").replace('"An"', '"Ba"'), encoding="utf-8")


def _remove_commit(folder: Path) -> None:
    _first_commit(folder).unlink()


def _overwrite_commit(folder: Path) -> None:
    _first_commit(folder).write_bytes(b"{")


def _change_archived_file(folder: Path) -> None:
    path = folder / "archive" / str(Commit.from_bytes(_first_commit(folder).read_bytes()).rows)
    path.write_bytes(path.read_bytes().replace(b"50", b"51"))


def _remove_archived_file(folder: Path) -> None:
    (folder / "archive" / str(Commit.from_bytes(_first_commit(folder).read_bytes()).raw)).unlink()


def _forge_rows(folder: Path) -> None:
    """A commit with valid links and hashes whose rows are no facts."""
    rows = b"not rows at all"
    (folder / "archive" / sha256(rows)).write_bytes(rows)
    last = folder / "commits" / "000000003.json"
    last.write_bytes(replace(Commit.from_bytes(last.read_bytes()), rows=sha256(rows)).to_bytes())


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (_change_commit, "chain_broken"),
        (_remove_commit, "file_missing"),
        (_overwrite_commit, "damaged"),
        (_change_archived_file, "blob_damaged"),
        (_remove_archived_file, "file_missing"),
        (_forge_rows, "damaged"),
    ],
)
def test_damage_is_reported_with_a_code_and_a_message(
    folder: Path, config: Config, damage: Callable[[Path], None], code: str
) -> None:
    damage(folder)
    found = list(find_errors(folder, config))
    assert {error.code for error in found} == {code}
    assert all(Wording("vi")(f"store.{error.code}", **error.values) for error in found)


def test_all_damage_is_reported_at_once(folder: Path, config: Config) -> None:
    for path in (folder / "archive").iterdir():
        path.write_bytes(b"spoilt")
    assert len(_codes(folder, config)) >= 3


def _codes(folder: Path, config: Config) -> list[str]:
    return [error.code for error in find_errors(folder, config)]


def test_changed_figures_in_the_view_are_reported(tmp_path: Path, config: Config) -> None:
    with Store.open(tmp_path, config) as store:
        saved(store, families("2024 V1 10 7"))
    with duckdb.connect(str(tmp_path / "view.duckdb")) as connection:
        connection.execute("UPDATE fact SET recognised = 9")

    assert [error.code for error in find_errors(tmp_path, config)] == ["view_differs"]
