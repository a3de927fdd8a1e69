"""The table of results: every goal with its measured value, for the terminal and results.md."""

import datetime
import os
import platform
import shutil
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from benchmarks.goals import GOALS, Goal
from benchmarks.result import Result

RESULTS_FILE = Path(__file__).parent / "results.md"
HEADER = ("what", "against", "measured", "goal", "verdict")
NOT_REQUESTED = Result(reason="not part of this run")


def build_rows(results: Mapping[str, Result]) -> list[tuple[str, ...]]:
    """The cells of one row for each goal, measured or not."""
    return [_build_row(goal, results.get(key, NOT_REQUESTED)) for key, goal in GOALS.items()]


def _build_row(goal: Goal, result: Result) -> tuple[str, ...]:
    measured = "–" if result.value is None else f"{result.value:.2f} {goal.unit}"
    if result.value is not None and result.noise > 1:
        measured += f" (A/A {result.noise:.2f})"
    return goal.name, goal.reference or "–", measured, goal.bound_text, result.verdict(goal)


def to_markdown(results: Mapping[str, Result]) -> str:
    """The results of a complete run as Markdown, with the versions of the packages."""
    rows = [HEADER, tuple("---" for _ in HEADER), *build_rows(results)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"# The last run of `make bench`\n\n{_list_versions()}\n\n{table}\n"


def _list_versions() -> str:
    names = ("streamlit", "duckdb", "pandas", "dash", "plotly", "playwright")
    known = [f"{name} {version(name)}" for name in names]
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    shown = subprocess.run([browser, "--version"], check=False, capture_output=True).stdout if browser else b""
    cores = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    return f"{datetime.date.today():%Y-%m-%d}; {cores}; {', '.join(filter(None, [*known, shown.decode().strip()]))}."
