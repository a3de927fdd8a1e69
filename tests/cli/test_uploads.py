"""Acts on saved figures: undo, redo, freeze, close and reopen a year; the list of uploads."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

File = Callable[..., Path]


@pytest.fixture
def two_uploads(run: Run, file: File) -> None:
    assert run("import", file("2024,Thôn 10,families,100,,60"), "--by", "An").code == 0
    assert run("import", file("2024,Thôn 10,families,100,,75"), "--by", "Bình", "--note", "sửa").code == 0


def recognised(run: Run, *more: str) -> list[int]:
    rows = run("coverage", "--year", "2024", "--json", *more).objects
    return [r["recognised"] for r in rows if r["indicator_id"] == "families" and r["recognised"] is not None]


@pytest.mark.usefixtures("two_uploads")
def test_an_upload_is_withdrawn_and_restored(run: Run) -> None:
    assert run("withdraw", "2", "--reason", "nhầm").code == 0
    assert set(recognised(run)) == {60}
    assert run("restore-upload", "2").code == 0
    assert set(recognised(run)) == {75}
    assert run("verify").code == 0


@pytest.mark.usefixtures("two_uploads")
def test_the_uploads_are_listed_newest_first(run: Run) -> None:
    run("withdraw", "1", "--reason", "nhầm")
    listed = [
        (row["upload_id"], row["made_by"], row["note"], row["is_withdrawn"]) for row in run("uploads", "--json").objects
    ]
    assert listed == [(2, "Bình", "sửa", False), (1, "An", "", True)]
    assert "Bình" in run("uploads").out


@pytest.mark.usefixtures("two_uploads")
@pytest.mark.parametrize(
    "act",
    [
        ("withdraw", "9", "--reason", "nhầm"),
        ("withdraw", "1", "--reason", " "),
        ("restore-upload", "1"),
        ("reopen-year", "2024", "--reason", "x"),
        ("freeze", " "),
        ("freeze", "Họp", "--as-of", "9"),
    ],
)
def test_an_impossible_act_is_refused_in_one_sentence(run: Run, act: tuple[str, ...]) -> None:
    refused = run(*act)
    assert refused.code == 1
    assert len(refused.err.strip().splitlines()) == 1
    assert set(recognised(run)) == {75}


@pytest.mark.usefixtures("two_uploads")
def test_a_closed_year_accepts_nothing_until_it_is_reopened(run: Run, file: File) -> None:
    later_file = file("2024,Thôn 10,families,100,,80", name="coming.csv")
    assert run("close-year", "2024", "--reason", "QĐ 12").code == 0

    (refused,) = run("import", "--json", later_file).objects
    assert (refused["verdict"], [problem["code"] for problem in refused["problems"]][-1]) == ("refused", "year_closed")
    assert run("withdraw", "2", "--reason", "nhầm").code == 1
    assert run("import", file("2025,Thôn 10,families,100,,80")).code == 0

    assert run("reopen-year", "2024", "--reason", "QĐ 13").code == 0
    assert run("import", later_file).code == 0
    assert set(recognised(run)) == {80}


@pytest.mark.usefixtures("two_uploads")
def test_a_frozen_state_stays_as_it_was(run: Run) -> None:
    assert run("freeze", "Họp 15/06/2026", "--as-of", "1").code == 0
    assert set(recognised(run, "--as-of", "1")) == {60}


def test_a_mapping_assigns_columns_to_fields(run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "la.csv"
    sheet.write_text("Năm,Thôn,Danh hiệu,Cột A,Cột B\n2024,Thôn 10,families,100,60\n", encoding="utf-8")
    mapping = tmp_path / "cot.yaml"
    mapping.write_text("Cột A: total\nCột B: recognised\n", encoding="utf-8")

    assert run("import", sheet).code == 1
    (result,) = run("import", "--json", "--mapping", mapping, sheet).objects
    assert (result["verdict"], result["facts"]) == ("committed", [[2024, "V1", "families", 100, None, 60]])


def test_valid_rows_are_imported_and_the_others_written_to_a_file(run: Run, file: File) -> None:
    path = file("2024,Thôn 10,families,100,,60", "2024,Thôn 2,families,100,,khoảng 20")
    assert run("import", path).code == 1

    (result,) = run("import", "--json", "--keep-good", path).objects
    assert result["verdict"] == "committed"
    assert [fact[-1] for fact in result["facts"]] == [60]
    lines = Path(result["rejects"]).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2 and "khoảng 20" in lines[1]
