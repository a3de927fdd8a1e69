"""Import of a large file on the command line, against DuckDB and pandas that only read it."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from benchmarks.groups.server import TITLES, YEARS, write_config
from benchmarks.result import Result
from benchmarks.timing import median_seconds
from learning_coverage.config import ROOT

FULL_ROWS = 5_000_000
ROWS = int(os.environ.get("BENCH_ROWS", "150000"))  # more rows need larger `limits` than those in config/targets.yaml
ROWS_PER_ERROR = 5_000  # in the file that must be refused


def measure() -> Iterator[tuple[str, Result]]:
    """Key and result of each goal measured with the large file; its command must find every planted error."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        villages = -(-ROWS // (len(YEARS) * len(TITLES)))
        config, file = write_config(where, villages), where / "so_lieu.csv"
        _write_csv(file, villages)
        wrong = where / "sai.csv"
        planted = _write_invalid_csv(file, wrong)
        environment = {"LEARNING_COVERAGE_STORE": folder + "/store", "LEARNING_COVERAGE_CONFIG": str(config)}
        start = time.perf_counter()
        done, peak = _run_import(file, environment)
        took = time.perf_counter() - start
        if done["verdict"] != "committed":
            reason = str(done["problems"])
            yield from ((row, Result(reason=reason)) for row in ("csv", "csv_pandas", "csv_memory"))
            return
        problems = _run_import(wrong, environment)[0]["problems"]
        found = {problem["row"] for problem in problems if problem["severity"] == "error"}
        assert found == planted, f"planted and not found: {sorted(planted - found)}"
        reason = f"{ROWS:,} rows, all {len(planted)} planted errors found"
        result = partial(Result, reason=reason, is_smaller=ROWS < FULL_ROWS)
        yield "csv", result(took / median_seconds(lambda: _load_with_duckdb(file)))
        yield "csv_pandas", result(took / median_seconds(lambda: pd.read_csv(file)))
        yield "csv_memory", result(peak)


def _write_csv(file: Path, villages: int) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.write("nam,thon,danh_hieu,tong_so,dang_ky,cong_nhan\n")
        rows = ((year, n, title) for year in YEARS for n in range(villages) for title in TITLES)
        for (year, n, title), _ in zip(rows, range(ROWS), strict=False):
            counts = f"1,,{n % 2}" if title == "cong_dong" else f"100,90,{70 + n % 20}"
            out.write(f"{year},Thôn {n},{title},{counts}\n")


def _write_invalid_csv(file: Path, wrong: Path) -> set[int]:
    """Write the file with a count over its total in some rows; the numbers of these rows."""
    lines = file.read_text(encoding="utf-8").split("\n")
    planted = {n for n in range(ROWS_PER_ERROR, ROWS, ROWS_PER_ERROR) if "cong_dong" not in lines[n - 1]}
    for n in planted:
        lines[n - 1] = lines[n - 1].replace(",100,90,", ",10,90,")
    wrong.write_text("\n".join(lines), encoding="utf-8")
    return planted


def _run_import(file: Path, environment: dict[str, str]) -> tuple[dict[str, Any], float]:
    """The command's JSON output, and the peak memory of the command and its reader process in gigabytes."""
    command = [sys.executable, "-m", "learning_coverage", "import", "--json", str(file)]
    measured = [sys.executable, "-m", "benchmarks.processes.peak_memory", *command]
    process = subprocess.run(measured, cwd=ROOT, env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE)
    answer, kilobytes = process.stdout.decode().splitlines()
    return json.loads(answer), int(kilobytes) / 1024 / 1024


def _load_with_duckdb(file: Path) -> None:
    duckdb.connect().execute("CREATE TABLE t AS SELECT * FROM read_csv($1)", [str(file)])
