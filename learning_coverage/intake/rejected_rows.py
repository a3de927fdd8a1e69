"""Rows that refuse a file: reading the file without them, and a list of them for its sender."""

from collections.abc import Callable

from learning_coverage import csv_safety
from learning_coverage.intake.result import ReadResult
from learning_coverage.wording import Wording

_MAX_ROUNDS = 5  # leaving a row out may reveal another bad one; after so many rounds the file stays refused


def find_bad_rows(reading: ReadResult) -> frozenset[int]:
    """Numbers of the rows with errors; empty when an error has no row, or the file has several sheets."""
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    if any(problem.row is None for problem in errors) or len({sheet.sheet_name for sheet in reading.sheets}) > 1:
        return frozenset()
    contradicting = {int(p.details["other"]) for p in errors if p.code == "rows_contradict"}
    return frozenset(problem.row for problem in errors if problem.row is not None) | contradicting


def read_without_bad_rows(data: bytes, reading: ReadResult, read_file: Callable[..., ReadResult]) -> ReadResult:
    """The file read without its bad rows; still refused when other errors remain."""
    left_out: frozenset[int] = frozenset()
    for _ in range(_MAX_ROUNDS):
        bad = find_bad_rows(reading)
        if not bad:
            break
        left_out |= bad
        reading = read_file(data, reading.file_name, skip_rows=left_out)
    return reading


def to_csv(reading: ReadResult, w: Wording) -> bytes:
    """One row per error with its row, column, value, message and remedy, as CSV for Vietnamese Excel."""
    heading = [w(f"problem.{column}") for column in ("row", "column", "value", "what", "remedy")]
    rows = [
        (problem.row, problem.column, problem.value, problem.message(w), problem.remedy(w))
        for problem in reading.problems
        if problem.severity == "error"
    ]
    return csv_safety.to_csv([heading, *rows])
