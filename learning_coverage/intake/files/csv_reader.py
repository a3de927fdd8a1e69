"""Separated text as a sheet; the separator is that of `sep=` or of the header line."""

import csv
import io
import re
from itertools import islice

from learning_coverage.config import FileLimits
from learning_coverage.intake.refusal import Refusal
from learning_coverage.intake.sheet import MAX_CELL_LENGTH, Cell, Line, Sheet

SEPARATORS = (";", "\t", ",", "|")
_SEP_LINE = re.compile(r"\"?sep=(.)\"?[;,\t]*\r?(?:\n|$)", re.IGNORECASE)
_HEADER_SEARCH_LINES = 60  # lines from the top that may hold the header
_QUOTING_FACTOR = 3  # lines per row and separators per cell that quotes allow
_MAX_LINE_LENGTH = 1_000_000  # characters
_QUOTED = re.compile(r'"[^"]*"')


def parse(text: str, limits: FileLimits) -> Sheet:
    """The sheet of a text, lines numbered from 1 without a `sep=` line.

    Raises Refusal for open quotes and for a table above the limits.
    """
    too_large = Refusal("table_too_large", lines=limits.rows, columns=limits.columns)
    lines = text.splitlines()
    if len(lines) > limits.rows * _QUOTING_FACTOR or any(_is_too_long(line, limits) for line in lines):
        raise too_large  # before parsing, which costs more
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
    """The line at which strict parsing stops."""
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True)
    try:
        for _ in reader:
            pass
    except csv.Error:
        pass
    return reader.line_num


def _detect_separator(text: str) -> tuple[str, str]:
    """(separator, text without its `sep=` line)."""
    if named := _SEP_LINE.match(text):
        return named[1], text[named.end() :]
    lines = [_QUOTED.sub("Q", line) for line in text.splitlines() if line.strip()]
    return max(SEPARATORS, key=lambda separator: _score_separator(lines, separator)), text


def _score_separator(lines: list[str], separator: str) -> int:
    """The most cells with letters in an early line, times the lines at least as long: high for a header."""
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
