"""`coverage` and `verify`, and the messages of every command about wrong usage or configuration."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from learning_coverage.config import ROOT
from learning_coverage.store import Store
from tests.builders import SMALL, small_config
from tests.cli.conftest import Run

KEYS = [
    "year",
    "area_id",
    "indicator_id",
    "total",
    "registered",
    "recognised",
    "coverage",
    "milestone_year",
    "target",
    "planned",
    "missing",
    "status",
    "declined",
    "expected",
    "reported",
    "provisional",
    "previous_year",
    "compared",
    "change",
    "expected_villages",
    "reported_villages",
    "compared_villages",
]
VILLAGES_AND_COMMUNE = ["V1", "V2", "V3", "commune"]
ROWS_OF_A_YEAR = 3 * 4 + 4  # three indicators counted by village, four of the commune

File = Callable[..., Path]


@pytest.fixture
def two_uploads(run: Run, file: File) -> None:
    assert run("import", file("2024,Thôn 10,families,100,,60")).code == 0
    assert (
        run("import", file("2024,Thôn 10,families,100,,70", "2026,Thôn 10,families,100,,80", name="sau.csv")).code == 0
    )


@pytest.mark.usefixtures("two_uploads")
def test_coverage_has_a_row_for_every_area_indicator_and_year(run: Run) -> None:
    done = run("coverage", "--json")
    assert done.code == 0
    assert all(list(row) == KEYS for row in done.objects)
    years = sorted({row["year"] for row in done.objects})
    assert years == list(range(2024, 2031))  # from the first year with data to the last milestone
    assert len(done.objects) == len(years) * ROWS_OF_A_YEAR
    for year in years:
        rows = [row for row in done.objects if row["year"] == year]
        assert [row["area_id"] for row in rows if row["indicator_id"] == "families"] == VILLAGES_AND_COMMUNE
        assert [row["area_id"] for row in rows if row["indicator_id"] == "units"] == ["commune"]


@pytest.mark.usefixtures("two_uploads")
def test_coverage_of_one_year(run: Run) -> None:
    rows = run("coverage", "--year", 2026, "--json").objects
    assert {row["year"] for row in rows} == {2026}
    assert rows[0] == {
        "year": 2026,
        "area_id": "V1",
        "indicator_id": "families",
        "total": 100,
        "registered": None,
        "recognised": 80,
        "coverage": 0.8,
        "milestone_year": 2030,
        "target": 0.9,
        "planned": 0.82,
        "missing": 10,
        "status": "behind",
        "declined": False,
        "expected": None,
        "reported": None,
        "provisional": False,
        "previous_year": 2024,
        "compared": None,
        "change": pytest.approx(0.1),
        "expected_villages": None,
        "reported_villages": None,
        "compared_villages": None,
    }
    assert (rows[1]["status"], rows[1]["coverage"]) == ("no_data", None)
    commune = rows[3]
    assert (commune["reported"], commune["expected"], commune["provisional"]) == (1, 3, True)
    assert (commune["status"], commune["missing"], commune["change"]) == ("incomplete", None, None)


@pytest.mark.usefixtures("two_uploads")
def test_counts_are_whole_numbers_in_json(run: Run) -> None:
    assert '"total": 100,' in run("coverage", "--json").out
    assert "100.0" not in run("coverage", "--json").out


@pytest.mark.usefixtures("two_uploads")
def test_coverage_as_of_an_upload(run: Run) -> None:
    def families(*arguments: object) -> object:
        return run("coverage", "--year", 2024, "--json", *arguments).objects[0]["recognised"]

    assert [families("--as-of", 1), families("--as-of", 2), families()] == [60, 70, 70]


def test_an_empty_store_has_no_data_from_the_first_milestone_to_the_last(run: Run) -> None:
    rows = run("coverage", "--json").objects
    assert sorted({row["year"] for row in rows}) == list(range(2025, 2031))
    assert {row["status"] for row in rows} == {"no_data"}


@pytest.mark.usefixtures("two_uploads")
def test_coverage_without_json_is_a_table(run: Run) -> None:
    done = run("coverage", "--year", 2026)
    assert done.code == 0
    assert len(done.out.splitlines()) == ROWS_OF_A_YEAR + 1
    assert "families" in done.out


@pytest.fixture
def one_missing(run: Run, file: File, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of three villages all reported in 2025 and two in 2026; so many suffice for a verdict."""
    config = tmp_path / "config"
    shutil.copytree(SMALL, config)
    targets = config / "targets.yaml"
    targets.write_text(f"{targets.read_text(encoding='utf-8')}settings: {{enough_reported: 60}}\n", encoding="utf-8")
    monkeypatch.setenv("LEARNING_COVERAGE_CONFIG", str(config))
    lines = [f"2025,{village},families,100,,{n}" for village, n in (("Thôn 10", 70), ("Đông Lâm", 80), ("Thôn 2", 30))]
    assert run("import", file(*lines, "2026,Thôn 10,families,100,,75", "2026,Đông Lâm,families,100,,83")).code == 0


@pytest.mark.usefixtures("one_missing")
def test_sum_says_over_whom_it_is_and_compares_like_with_like(run: Run) -> None:
    (row,) = [r for r in run("coverage", "--year", 2026, "--json").objects if r["area_id"] == "commune" and r["total"]]
    sizes = {name: row[name] for name in ("expected", "reported", "provisional", "previous_year", "compared")}
    assert sizes == {"expected": 3, "reported": 2, "provisional": True, "previous_year": 2025, "compared": 2}
    assert (row["coverage"], row["change"]) == (0.79, pytest.approx(0.04))  # the same two: 150 and 158 of 200
    table = run("coverage", "--year", 2026).out.splitlines()
    assert table[0].split()[:2] == ["Năm", "Địa"]
    (line,) = [line for line in table if "158/200" in line]
    assert "79,0%" in line and "(tạm tính)" in line and "2/3 thôn" in line
    assert "+4,0 điểm % (2025), cùng 2 thôn" in line


LINEAGE = "lineage: [{kind: merged, from: [V1, V2], to: [V4], year: 2027}]\n"


@pytest.mark.usefixtures("one_missing")
def test_boundaries_are_of_each_year_unless_asked_otherwise(run: Run) -> None:
    """A merger from 2027 on changes no row about 2026."""
    before = run("coverage", "--year", 2026, "--json").out
    commune = Path(os.environ["LEARNING_COVERAGE_CONFIG"]) / "commune.yaml"
    text = commune.read_text(encoding="utf-8")
    commune.write_text(f"{text}  - {{id: V4, name: Đông Thôn}}\n{LINEAGE}", encoding="utf-8")
    assert run("coverage", "--year", 2026, "--json").out == before
    assert run("coverage", "--year", 2026, "--boundaries", "then", "--json").out == before
    for boundaries in ("now", "grouped"):
        rows = run("coverage", "--year", 2026, "--boundaries", boundaries, "--json").objects
        families = [row for row in rows if row["indicator_id"] == "families"]
        assert len(families) == 3, boundaries  # two villages as one, the third, the commune
        merged = next(row for row in families if row["total"] == 200)
        assert (merged["expected"], merged["reported"], merged["recognised"]) == (2, 2, 158)


@pytest.mark.parametrize("command", [["coverage"], ["export", "csv", "--out", "x.csv"]])
def test_unknown_boundaries_are_refused_in_vietnamese(run: Run, command: list[str]) -> None:
    done = run(*command, "--boundaries", "tomorrow")
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert "“tomorrow”" in done.err and "then" in done.err and "grouped" in done.err and "usage" not in done.err


@pytest.mark.usefixtures("two_uploads")
def test_verify_accepts_an_intact_store(run: Run) -> None:
    assert run("verify").code == 0


@pytest.mark.usefixtures("two_uploads")
def test_verify_names_a_damaged_file(run: Run, store_folder: Path) -> None:
    damaged = next((store_folder / "archive").iterdir())
    damaged.write_bytes(b"spoilt")
    done = run("verify")
    assert done.code == 1
    assert damaged.name in done.out


@pytest.mark.usefixtures("two_uploads")
@pytest.mark.parametrize("command", [["coverage"], ["import", "x.csv"], ["uploads"]])
def test_broken_chain_is_reported_in_one_sentence(run: Run, store_folder: Path, command: list[str]) -> None:
    (store_folder / "commits" / "000000001.json").unlink()
    done = run(*command)
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert "000000001.json" in done.err


def test_store_that_cannot_be_created_is_reported_in_one_sentence(run: Run, store_folder: Path) -> None:
    store_folder.write_text("a file where the folder should be", encoding="utf-8")
    done = run("coverage")
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)


def test_command_beside_a_running_dashboard_reads_but_does_not_save(
    run: Run, file: File, store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("learning_coverage.cli.context.WAIT_FOR_WRITER", 0)
    with Store.open(store_folder, small_config()):
        path = file("2024,Thôn 10,families,100,,60")
        assert run("coverage", "--json").code == 0
        assert run("verify").code == 0
        assert run("import", path, "--dry-run").code == 0
        refused = run("import", path)
        assert (refused.code, len(refused.err.splitlines())) == (1, 1)
    assert run("uploads", "--json").objects == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["import"],
        ["import", "x.csv", "--year", "MMXX"],
        ["import", "x.csv", "--unknown"],
        ["coverage", "2024"],
        ["coverage", "--as-of", "first"],
        ["verify", "--json5"],
    ],
)
def test_wrong_usage_exits_with_code_2(run: Run, arguments: list[str]) -> None:
    assert run(*arguments).code == 2


@pytest.mark.parametrize("command", [["coverage"], ["import", "x.csv"], ["verify"], ["uploads"]])
def test_missing_configuration_is_reported_in_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("LEARNING_COVERAGE_CONFIG", str(tmp_path / "nowhere"))
    done = run(*command)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert "targets.yaml" in done.err


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_output_is_utf8_in_every_terminal_encoding(tmp_path: Path, encoding: str) -> None:
    """Redirected output on Windows has another encoding, in which Vietnamese letters are an error."""
    environment = {
        **os.environ,
        "PYTHONIOENCODING": encoding,
        "LEARNING_COVERAGE_CONFIG": str(SMALL),
        "LEARNING_COVERAGE_STORE": str(tmp_path),
    }
    command = [sys.executable, "-m", "learning_coverage", "verify"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "nguyên vẹn" in done.stdout.decode("utf-8")
