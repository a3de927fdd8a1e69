"""`export`: every kind of document as a file with the figures of the pages; an error is one sentence."""

import csv
import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from learning_coverage.config import ROOT
from learning_coverage.reports.kinds import KINDS
from tests.builders import SMALL
from tests.cli.conftest import Done, Run
from tests.conftest import BEGINNINGS

File = Callable[..., Path]


@pytest.fixture
def figures(run: Run, file: File) -> None:
    assert run("import", file("2024,Thôn 10,families,100,,60", "2025,Đông Lâm,families,50,,45")).code == 0
    assert run("import", file("2025,Thôn 10,families,100,,71", name="sau.csv")).code == 0


@pytest.fixture
def export(run: Run, tmp_path: Path) -> Callable[..., Done]:
    return lambda kind, *more: run("export", kind, "--out", tmp_path / f"paper.{kind}", *more)


def read_rows(folder: Path) -> list[list[str]]:
    text = (folder / "paper.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))[1:]


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("kind", [*KINDS, "zip"])
def test_every_kind_is_exported_to_a_file(export: Callable[..., Done], tmp_path: Path, kind: str) -> None:
    done = export(kind)
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / f"paper.{kind}").read_bytes().startswith(BEGINNINGS[kind])
    assert f"paper.{kind}" in done.out
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.usefixtures("figures")
def test_latest_year_is_exported_by_default(export: Callable[..., Done], tmp_path: Path) -> None:
    assert export("csv").code == 0
    assert [row[:6] for row in read_rows(tmp_path)] == [
        ["2025", "Thôn 10", "families", "100", "", "71"],
        ["2025", "Đông Lâm", "families", "50", "", "45"],
    ]


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize("village", ["V2", "v2", "Đông Lâm", "Thôn Đông Lâm"])
def test_year_and_village_can_be_chosen(export: Callable[..., Done], tmp_path: Path, village: str) -> None:
    assert export("csv", "--village", village).code == 0
    assert [row[1] for row in read_rows(tmp_path)] == ["Đông Lâm"]
    assert export("csv", "--as-of", 1, "--preset", "decade").code == 0
    assert [row[:2] for row in read_rows(tmp_path)] == [["2024", "Thôn 10"], ["2025", "Đông Lâm"]]
    assert export("csv", "--year", 2024).code == 0
    assert [row[5] for row in read_rows(tmp_path)] == ["60"]


@pytest.mark.usefixtures("figures")
def test_the_language_of_a_document_can_be_chosen(export: Callable[..., Done], tmp_path: Path) -> None:
    for language, words in (("vi", 'lang="vi"'), ("en", 'lang="en"')):
        assert export("html", "--lang", language).code == 0
        assert words in (tmp_path / "paper.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("figures")
@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["doc"], "docx, pdf"),
        (["csv", "--lang", "fr"], "vi, en"),
        (["csv", "--preset", "month"], "year, stage, decade"),
        (["csv", "--year", "2026"], "2024, 2025"),
        (["csv", "--as-of", "3"], "3"),
        (["csv", "--village", "Đồng Lâm"], "Đông Lâm (V2)"),
    ],
)
def test_an_impossible_export_is_refused_in_one_sentence(
    export: Callable[..., Done], tmp_path: Path, arguments: list[str], named: str
) -> None:
    done = export(*arguments)
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert named in done.err
    assert not list(tmp_path.glob("paper*"))


def test_export_without_figures_is_refused(export: Callable[..., Done]) -> None:
    done = export("csv")
    assert (done.code, len(done.err.splitlines())) == (1, 1)


@pytest.mark.usefixtures("figures")
def test_failed_export_leaves_the_previous_file(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "paper.csv"
    folder.mkdir()
    for target in (folder, tmp_path / "nowhere" / "paper.csv"):
        done = run("export", "csv", "--out", target)
        assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert [path.name for path in tmp_path.glob("*paper*")] == ["paper.csv"]


def test_sample_is_exported_and_labelled_until_there_are_figures(
    run: Run, file: File, export: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEARNING_COVERAGE_CONFIG", str(ROOT / "tests" / "config"))
    assert export("csv", "--preset", "decade").code == 0
    assert len(read_rows(tmp_path)) == 276 + 1
    assert "SỐ LIỆU MINH HOẠ" in read_rows(tmp_path)[-1][0]
    assert run("import", file("2024,Đông Lâm,gia_dinh,100,,60")).code == 0
    assert export("csv").code == 0
    assert [row[1] for row in read_rows(tmp_path)] == ["Đông Lâm"]


@pytest.mark.usefixtures("figures")
def test_zip_has_every_kind_and_every_village(export: Callable[..., Done], tmp_path: Path) -> None:
    assert export("zip").code == 0
    with zipfile.ZipFile(tmp_path / "paper.zip") as bundle:
        names = bundle.namelist()
    assert {Path(name).suffix for name in names} == {f".{kind}" for kind in KINDS}
    assert [name for name in names if "/" in name] == [
        "the-thon/1-thon-10.png",
        "the-thon/2-dong-lam.png",
        "the-thon/3-thon-2.png",
    ]


def test_a_village_is_refused_for_a_year_in_which_it_does_not_exist(
    run: Run, file: File, export: Callable[..., Done], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "merged"
    shutil.copytree(SMALL, folder)
    with (folder / "commune.yaml").open("a", encoding="utf-8") as commune:
        commune.write("  - {id: V4, name: Hợp Nhất}\n")
        commune.write("lineage:\n  - {kind: merged, from: [V2, V3], to: [V4], year: 2026}\n")
    monkeypatch.setenv("LEARNING_COVERAGE_CONFIG", str(folder))
    assert run("import", file("2025,Đông Lâm,families,50,,45", "2026,Hợp Nhất,families,90,,70")).code == 0
    for kind in (*KINDS, "zip"):
        village, year, known = ("Đông Lâm", 2026, "2025") if kind < "p" else ("Hợp Nhất", 2025, "2026")
        done = export(kind, "--village", village, "--year", year)
        assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)
        assert f"Năm {year} không có {village}" in done.err
        assert f"có số liệu: {known}." in done.err
    assert not list(tmp_path.glob("paper*"))
    assert export("xlsx", "--village", "Đông Lâm", "--year", 2025).code == 0
    assert export("html", "--village", "Đông Lâm", "--year", 2026, "--boundaries", "now").code == 0
