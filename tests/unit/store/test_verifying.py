"""Verifying: nothing to find in a whole store, and every damage by its name."""

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


def test_an_empty_store_is_whole(tmp_path: Path, config: Config) -> None:
    assert _codes(tmp_path, config) == []


def test_a_store_with_every_kind_of_act_is_whole(folder: Path, config: Config) -> None:
    with Store.open(folder, config) as store:
        for kind, about in [("withdraw", 3), ("withdraw", 2), ("restore", 2), ("freeze", 3), ("close_year", 2023)]:
            store.append(kind, "An", note="thử", about=about)
    assert _codes(folder, config) == []


def test_a_store_in_use_is_verified_beside_it(folder: Path, config: Config) -> None:
    with Store.open(folder, config) as store:
        saved(store, families("2025 V1 100 80"))
        assert _codes(folder, config) == []
        assert store.is_writable


def test_a_copy_of_archive_and_commits_is_a_backup(folder: Path, config: Config, tmp_path: Path) -> None:
    for part in ("archive", "commits"):
        shutil.copytree(folder / part, tmp_path / "backup" / part)
    assert _codes(tmp_path / "backup", config) == []


def _first_commit(folder: Path) -> Path:
    return folder / "commits" / "000000001.json"


def _change_a_commit(folder: Path) -> None:
    path = _first_commit(folder)
    path.write_text(path.read_text(encoding="utf-8").replace('"An"', '"Ba"'), encoding="utf-8")


def _lose_a_commit(folder: Path) -> None:
    _first_commit(folder).unlink()


def _spoil_a_commit(folder: Path) -> None:
    _first_commit(folder).write_bytes(b"{")


def _change_an_archived_file(folder: Path) -> None:
    path = folder / "archive" / str(Commit.from_bytes(_first_commit(folder).read_bytes()).rows)
    path.write_bytes(path.read_bytes().replace(b"50", b"51"))


def _lose_an_archived_file(folder: Path) -> None:
    (folder / "archive" / str(Commit.from_bytes(_first_commit(folder).read_bytes()).raw)).unlink()


def _forge_rows(folder: Path) -> None:
    """A commit well linked and sealed, its rows well hashed, but they are no facts."""
    rows = b"not rows at all"
    (folder / "archive" / sha256(rows)).write_bytes(rows)
    last = folder / "commits" / "000000003.json"
    last.write_bytes(replace(Commit.from_bytes(last.read_bytes()), rows=sha256(rows)).to_bytes())


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (_change_a_commit, "chain_broken"),
        (_lose_a_commit, "file_missing"),
        (_spoil_a_commit, "damaged"),
        (_change_an_archived_file, "blob_damaged"),
        (_lose_an_archived_file, "file_missing"),
        (_forge_rows, "damaged"),
    ],
)
def test_damage_has_a_name_and_a_sentence(
    folder: Path, config: Config, damage: Callable[[Path], None], code: str
) -> None:
    damage(folder)
    found = list(find_errors(folder, config))
    assert {error.code for error in found} == {code}
    assert all(Wording("vi")(f"store.{error.code}", **error.values) for error in found)


def test_every_damage_is_told_at_once(folder: Path, config: Config) -> None:
    for path in (folder / "archive").iterdir():
        path.write_bytes(b"spoilt")
    assert len(_codes(folder, config)) >= 3


def _codes(folder: Path, config: Config) -> list[str]:
    return [error.code for error in find_errors(folder, config)]


def test_a_view_whose_figures_were_changed_is_found(tmp_path: Path, config: Config) -> None:
    with Store.open(tmp_path, config) as store:
        saved(store, families("2024 V1 10 7"))
    with duckdb.connect(str(tmp_path / "view.duckdb")) as connection:
        connection.execute("UPDATE fact SET recognised = 9")

    assert [error.code for error in find_errors(tmp_path, config)] == ["view_differs"]
