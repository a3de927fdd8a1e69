"""The good rows of a file without its bad ones, and the bad ones with their reasons for whoever sent them."""

from collections.abc import Callable

from learning_coverage import csv_safety
from learning_coverage.intake.result import ReadResult
from learning_coverage.wording import Wording

_MAX_ROUNDS = 5  # leaving a row out may show another to be wrong; a file that never settles stays refused


def find_bad_rows(reading: ReadResult) -> frozenset[int]:
    """The rows that keep the file out; empty when something else does, or when several sheets have such a row."""
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    if any(problem.row is None for problem in errors) or len({sheet.sheet_name for sheet in reading.sheets}) > 1:
        return frozenset()
    contradicting = {int(p.details["other"]) for p in errors if p.code == "rows_contradict"}
    return frozenset(problem.row for problem in errors if problem.row is not None) | contradicting


def read_without_bad_rows(data: bytes, reading: ReadResult, read_file: Callable[..., ReadResult]) -> ReadResult:
    """The file read again with its bad rows left out knowingly; still refused where that does not help."""
    left_out: frozenset[int] = frozenset()
    for _ in range(_MAX_ROUNDS):
        bad = find_bad_rows(reading)
        if not bad:
            break
        left_out |= bad
        reading = read_file(data, reading.file_name, skip_rows=left_out)
    return reading


def to_csv(reading: ReadResult, w: Wording) -> bytes:
    """Every error with its row, column, value, reason and remedy, as Vietnamese Excel opens it."""
    heading = [w(f"problem.{column}") for column in ("row", "column", "value", "what", "remedy")]
    rows = [
        (problem.row, problem.column, problem.value, problem.message(w), problem.remedy(w))
        for problem in reading.problems
        if problem.severity == "error"
    ]
    return csv_safety.to_csv([heading, *rows])
