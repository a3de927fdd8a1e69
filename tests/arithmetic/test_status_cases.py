"""The agreed cases: `facts.csv` loaded must give every verdict of `status_cases.json`."""

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from learning_coverage import queries
from learning_coverage.config import ROOT, Config, load_config
from learning_coverage.facts import Fact
from tests.builders import EXAMPLES, store_of

ARITHMETIC = EXAMPLES / "arithmetic"
CASES = json.loads((ARITHMETIC / "status_cases.json").read_text(encoding="utf-8"))

Rows = dict[tuple[int, str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def config_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commune of the cases under the plan of the tests."""
    folder = tmp_path_factory.mktemp("config")
    shutil.copy(ROOT / "tests" / "config" / "targets.yaml", folder)
    shutil.copy(ARITHMETIC / "commune.yaml", folder)
    return folder


def test_all_cases_are_loaded() -> None:
    assert len(CASES) == 420


def test_store_gives_every_expected_verdict(config_folder: Path) -> None:
    config = load_config(config_folder)
    with store_of(config, _read_facts(config)) as store:
        answers = _by_key(queries.coverage(store))
    assert list(_find_contradictions(answers)) == []


def test_command_line_gives_every_expected_verdict(config_folder: Path, tmp_path: Path) -> None:
    environment = {"LEARNING_COVERAGE_CONFIG": str(config_folder), "LEARNING_COVERAGE_STORE": str(tmp_path)}
    _run("import", str(ARITHMETIC / "facts.csv"), **environment)
    lines = _run("coverage", "--json", **environment).splitlines()
    assert list(_find_contradictions(_by_key(json.loads(line) for line in lines))) == []


def _run(*arguments: str, **environment: str) -> str:
    command = [sys.executable, "-m", "learning_coverage", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def _by_key(rows: Any) -> Rows:
    return {(row["year"], row["area_id"], row["indicator_id"]): row for row in rows}


def _find_contradictions(answers: Rows) -> Iterator[str]:
    for case in CASES:
        answer = answers[case["year"], case["area_id"], case["indicator_id"]]
        for key, expected in case.items():
            if answer[key] != (pytest.approx(expected, abs=1e-12) if isinstance(expected, float) else expected):
                yield f"{case}: {key} is {answer[key]}"


def _read_facts(config: Config) -> list[Fact]:
    """The facts of the CSV by a loader of their own, so that these cases do not depend on the import."""
    ids = {village.name: village.id for village in config.villages}
    with (ARITHMETIC / "facts.csv").open(encoding="utf-8", newline="") as file:
        return [
            Fact(
                number,
                int(row["nam"]),
                ids[row["thon"]],
                row["danh_hieu"],
                _count(row["tong_so"]),
                _count(row["dang_ky"]),
                _count(row["cong_nhan"]),
            )
            for number, row in enumerate(csv.DictReader(file), start=2)
        ]


def _count(cell: str) -> int | None:
    return int(cell) if cell else None
