"""Separated text → a sheet, with the separator that `sep=` names or the header line shows."""

import csv
import io
import re
from itertools import islice

from learning_coverage.config import FileLimits
from learning_coverage.intake.refusal import Refusal
from learning_coverage.intake.sheet import MAX_CELL_LENGTH, Cell, Line, Sheet

SEPARATORS = (";", "\t", ",", "|")
_SEP_LINE = re.compile(r"\"?sep=(.)\"?[;,\t]*\r?(?:\n|$)", re.IGNORECASE)
_HEADER_SEARCH_LINES = 60  # lines from the top in which a header is looked for
_QUOTING_FACTOR = 3  # a row may go over several lines inside quotes, and a cell hold separators
_MAX_LINE_LENGTH = 1_000_000  # characters; no office writes a tenth of it
_QUOTED = re.compile(r'"[^"]*"')


def parse(text: str, limits: FileLimits) -> Sheet:
    """Refusal when quotes are left open or the table is larger than any office makes. The `sep=` line has no number."""
    too_large = Refusal("table_too_large", lines=limits.rows, columns=limits.columns)
    lines = text.splitlines()
    if len(lines) > limits.rows * _QUOTING_FACTOR or any(_is_too_long(line, limits) for line in lines):
        raise too_large  # before anything looks at it closely
    separator, body = _detect_separator(text)
    try:
        reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
        rows = list(islice(reader, limits.rows + 1))
    except csv.Error as error:
        raise Refusal("csv_broken", row=_find_broken_line(body, separator)) from error
    if len(rows) > limits.rows or any(
        len(row) > limits.columns or max(map(len, row), default=0) > MAX_CELL_LENGTH for row in rows
    ):
        raise too_large
    numbered = (Line(number, tuple(map(Cell, row))) for number, row in enumerate(rows, start=1))
    return Sheet("", tuple(numbered), is_rectangular=True)


def _is_too_long(line: str, limits: FileLimits) -> bool:
    cells = max(line.count(separator) for separator in SEPARATORS)
    return len(line) > _MAX_LINE_LENGTH or cells > limits.columns * _QUOTING_FACTOR


def _find_broken_line(body: str, separator: str) -> int:
    """The line at which strict reading stopped."""
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    try:
        for _ in reader:
            pass
    except csv.Error:
        pass
    return reader.line_num


def _detect_separator(text: str) -> tuple[str, str]:
    """The separator and the text without its `sep=` line."""
    if named := _SEP_LINE.match(text):
        return named[1], text[named.end() :]
    lines = [_QUOTED.sub("Q", line) for line in text.splitlines() if line.strip()]
    return max(SEPARATORS, key=lambda separator: _score_separator(lines, separator)), text


def _score_separator(lines: list[str], separator: str) -> int:
    """Cells with letters of the fullest early line, times the lines at least as long: headers count, titles don't."""
    counts = [line.count(separator) for line in lines]
    return max(
        (
            _count_worded_cells(line, separator) * sum(other >= count for other in counts)
            for line, count in zip(lines[:_HEADER_SEARCH_LINES], counts, strict=False)
            if count
        ),
        default=0,
    )


def _count_worded_cells(line: str, separator: str) -> int:
    return sum(any(char.isalpha() for char in cell) for cell in line.split(separator))
