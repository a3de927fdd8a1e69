"""Separated text without quotes → columns of texts, each different text kept once; Arrow's reader does it.

Only what such a reader and `delimited` cannot understand in two ways is taken: one kind of separator, no quotes, no
lone carriage return.
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
    """`codes` say for every row which of the different `texts` it has."""

    texts: tuple[str, ...]
    codes: IntArray


@dataclass(frozen=True)
class TextColumns:
    """`numbers` are the lines of the rows, counted from 1; `odd` the lines with more or fewer cells than the header."""

    header: tuple[str, ...]
    columns: tuple[TextColumn, ...]
    line_numbers: IntArray
    uneven_lines: tuple[Line, ...]

    def line_at(self, row: int) -> Line:
        return Line(int(self.line_numbers[row]), tuple(Cell(c.texts[c.codes[row]]) for c in self.columns))

    def with_texts(self, texts: list[list[str]], odd: tuple[Line, ...]) -> "TextColumns":
        columns = tuple(TextColumn(tuple(new), old.codes) for new, old in zip(texts, self.columns, strict=True))
        return replace(self, columns=columns, uneven_lines=odd)


def parse_text_columns(text: str) -> TextColumns | None:
    """The table below a header in the first line; None when the text leaves any choice."""
    data = text.encode().replace(b"\r\n", b"\n")
    used = [separator.encode() for separator in SEPARATORS if separator.encode() in data]
    if len(used) != 1 or b'"' in data or b"\r" in data:
        return None
    letters = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(letters == _NEWLINE)
    if not data.endswith(b"\n"):
        ends = np.append(ends, len(data))
    starts = np.append(0, ends[:-1] + 1)
    if (ends - starts).max() > MAX_CELL_LENGTH:
        return None
    cuts = np.flatnonzero(letters == ord(used[0]))
    cells = np.searchsorted(cuts, ends) - np.searchsorted(cuts, starts) + 1
    even = cells == cells[0]
    odd = tuple(_split_line(i + 1, data[starts[i] : ends[i]], used[0]) for i in np.flatnonzero(~even).tolist())
    header, *rows = _slice_even_runs(data, starts, ends, even)
    if not any(rows):
        return None
    columns = _read_columns(b"".join(rows), used[0].decode(), int(cells[0]))
    return TextColumns(
        tuple(header.decode().rstrip("\n").split(used[0].decode())), columns, _number_even_lines(even), odd
    )


def _split_line(number: int, line: bytes, separator: bytes) -> Line:
    cells = line.decode().split(separator.decode()) if line else []
    return Line(number, tuple(map(Cell, cells)))


def _number_even_lines(even: Any) -> IntArray:
    return np.flatnonzero(even)[1:] + 1


def _slice_even_runs(data: bytes, starts: IntArray, ends: IntArray, even: Any) -> list[bytes]:
    """The header line, then the runs of lines as long as it."""
    cuts = np.flatnonzero(np.diff(even[1:].astype(np.int8))) + 2
    bounds = [1, *cuts.tolist(), len(starts)]
    runs = [(a, b) for a, b in pairwise(bounds) if a < b and even[a]]
    return [data[: ends[0]], *(data[starts[a] : ends[b - 1]] + b"\n" for a, b in runs)]


def _read_columns(rows: bytes, separator: str, width: int) -> tuple[TextColumn, ...]:
    names = [str(index) for index in range(width)]
    table = csv.read_csv(
        pa.BufferReader(rows),
        csv.ReadOptions(column_names=names, use_threads=False),  # each thread would set memory aside
        csv.ParseOptions(
            delimiter=separator, quote_char=False, double_quote=False, escape_char=False, ignore_empty_lines=False
        ),
        csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.dictionary(pa.int32(), pa.string())), strings_can_be_null=False
        ),
        memory_pool=pa.system_memory_pool(),  # others set aside more than the process that reads may have
    ).unify_dictionaries()
    return tuple(_convert_column(table.column(index)) for index in range(width))


def _convert_column(column: pa.ChunkedArray) -> TextColumn:
    chunks = [chunk.indices.to_numpy() for chunk in column.chunks]
    return TextColumn(tuple(column.chunk(0).dictionary.to_pylist()), np.concatenate(chunks).astype(np.int64))
