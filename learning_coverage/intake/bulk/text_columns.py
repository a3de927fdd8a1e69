"""Columns of distinct texts from separated text without quotes, parsed by Arrow.

Only text that Arrow and `csv_reader` parse alike is accepted: one kind of separator, no quotes, no lone
carriage return.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import csv

from learning_coverage.intake.files.csv_reader import SEPARATORS
from learning_coverage.intake.sheet import MAX_CELL_LENGTH, Cell, Line

IntArray = np.ndarray[Any, np.dtype[np.int64]]
_NEWLINE = 10


@dataclass(frozen=True)
class TextColumn:
    """A column: distinct `texts`, and for every row the index of its text."""

    texts: tuple[str, ...]
    codes: IntArray


@dataclass(frozen=True)
class TextColumns:
    """A table: line numbers of its rows (from 1), and lines with more or fewer cells than the header."""

    header: tuple[str, ...]
    columns: tuple[TextColumn, ...]
    line_numbers: IntArray
    uneven_lines: tuple[Line, ...]

    def line_at(self, row: int) -> Line:
        """The line of a row by position."""
        return Line(int(self.line_numbers[row]), tuple(Cell(c.texts[c.codes[row]]) for c in self.columns))

    def with_texts(self, texts: list[list[str]], uneven_lines: tuple[Line, ...]) -> "TextColumns":
        """The table with other texts under the same codes."""
        columns = tuple(TextColumn(tuple(new), old.codes) for new, old in zip(texts, self.columns, strict=True))
        return replace(self, columns=columns, uneven_lines=uneven_lines)


def parse_text_columns(text: str) -> TextColumns | None:
    """The table below a header in the first line; None when the text is ambiguous."""
    data = text.encode().replace(b"\r\n", b"\n")
    present = [separator.encode() for separator in SEPARATORS if separator.encode() in data]
    if len(present) != 1 or b'"' in data or b"\r" in data:
        return None
    letters = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(letters == _NEWLINE)
    if not data.endswith(b"\n"):
        ends = np.append(ends, len(data))
    starts = np.append(0, ends[:-1] + 1)
    if (ends - starts).max() > MAX_CELL_LENGTH:
        return None
    cuts = np.flatnonzero(letters == ord(present[0]))
    cells = np.searchsorted(cuts, ends) - np.searchsorted(cuts, starts) + 1
    even = cells == cells[0]
    uneven = tuple(_split_line(i + 1, data[starts[i] : ends[i]], present[0]) for i in np.flatnonzero(~even).tolist())
    header, *rows = _slice_even_runs(data, starts, ends, even)
    if not any(rows):
        return None
    columns = _read_columns(b"".join(rows), present[0].decode(), int(cells[0]))
    return TextColumns(
        tuple(header.decode().rstrip("\n").split(present[0].decode())), columns, _number_even_lines(even), uneven
    )


def _split_line(number: int, line: bytes, separator: bytes) -> Line:
    cells = line.decode().split(separator.decode()) if line else []
    return Line(number, tuple(map(Cell, cells)))


def _number_even_lines(even: Any) -> IntArray:
    return np.flatnonzero(even)[1:] + 1


def _slice_even_runs(data: bytes, starts: IntArray, ends: IntArray, even: Any) -> list[bytes]:
    """The header line, then the runs of lines with as many cells."""
    cuts = np.flatnonzero(np.diff(even[1:].astype(np.int8))) + 2
    bounds = [1, *cuts.tolist(), len(starts)]
    runs = [(a, b) for a, b in pairwise(bounds) if a < b and even[a]]
    return [data[: ends[0]], *(data[starts[a] : ends[b - 1]] + b"\n" for a, b in runs)]


def _read_columns(rows: bytes, separator: str, width: int) -> tuple[TextColumn, ...]:
    names = [str(index) for index in range(width)]
    table = csv.read_csv(
        pa.BufferReader(rows),
        csv.ReadOptions(column_names=names, use_threads=False),  # each thread would reserve memory
        csv.ParseOptions(
            delimiter=separator, quote_char=False, double_quote=False, escape_char=False, ignore_empty_lines=False
        ),
        csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.dictionary(pa.int32(), pa.string())), strings_can_be_null=False
        ),
        memory_pool=pa.system_memory_pool(),  # others reserve more than the limit of the reading process
    ).unify_dictionaries()
    return tuple(_convert_column(table.column(index)) for index in range(width))


def _convert_column(column: pa.ChunkedArray) -> TextColumn:
    chunks = [chunk.indices.to_numpy() for chunk in column.chunks]
    return TextColumn(tuple(column.chunk(0).dictionary.to_pylist()), np.concatenate(chunks).astype(np.int64))
