"""The lines below a header sorted: rows of data, totals, and what is only around them (signatures, notes, blanks)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from learning_coverage.facts import Problem
from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.cell_values import count_of, is_pair, is_tick
from learning_coverage.intake.names.syllables import clean, syllable_key
from learning_coverage.intake.names.village_names import Villages
from learning_coverage.intake.sheet import Cell, Line, Sheet
from learning_coverage.intake.tables.columns import Column
from learning_coverage.intake.tables.header import Table
from learning_coverage.intake.tables.layout import Layout
from learning_coverage.intake.tables.row_counts import grade_of

_SIGNED = re.compile(r"ngày[\s\d.…]*tháng[\s\d.…]*năm", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_NUMBERED = re.compile(r"\s*\d+(\s+thôn)?$|^\d+\s+")


@dataclass(frozen=True)
class Row:
    """A line of data. `label` is what stands in the place of the village; `year` and `title` as written or carried."""

    line: Line
    label: str
    label_written: bool
    year: str = ""
    title: str = ""


@dataclass(frozen=True)
class Body:
    """`silent` are rows with a name and nothing else; `beside` all lines that count nothing and are no signatures."""

    rows: tuple[Row, ...]
    silent: tuple[Row, ...]
    totals: tuple[Row, ...]
    beside: tuple[Line, ...]
    problems: tuple[Problem, ...]


def body_of(table: Table, layout: Layout, villages: Villages, sheet: Sheet) -> Body:
    """Sort the lines; blank cells below a joined or grouped one take its text."""
    sorter = _Sorter(layout, villages)
    kinds = [(line, sorter.kind(line)) for line in table.body]
    data = [line for line, kind in kinds if kind == "data"]
    texts = {name: _carried(data, column, sheet) for name, column in layout.keys.items()}
    rows = tuple(sorter.row(line, {name: found[line.number] for name, found in texts.items()}) for line in data)
    totals = tuple(sorter.row(line, {}) for line, kind in kinds if kind == "total")
    texts_only = [line for line, kind in kinds if kind in ("text", "named")]
    empty = (Problem("warning", "row_without_figures", row=x.number, value="; ".join(x.texts)[:60]) for x in texts_only)
    silent = tuple(sorter.row(line, {}) for line, kind in kinds if kind in ("empty", "named"))
    return Body(
        rows, silent, totals, tuple(line for line, kind in kinds if kind in ("text", "named", "empty")), tuple(empty)
    )


@dataclass
class _Sorter:
    """Walks down the lines; after a total or signature line only rows with a village or figures are data."""

    layout: Layout
    villages: Villages
    signed: bool = False

    def kind(self, line: Line) -> str:
        if line.blank:
            return "blank"
        label, values = self.label(line), [line.at(c.index) for c in self.layout.value_columns]
        known = bool(self.villages.match(label).ids)
        if not known and (is_total(label) or self.villages.is_commune(label)):
            self.signed = True
            return "total"
        figures = any(_is_figure(cell) or grade_of(cell, self.villages.config) for cell in values)
        if not known and not figures and (self.signed or _is_signature(line)):
            self.signed = True
            return "around"
        if all(cell.blank for cell in values):
            if (known or not label) and self._titled(line):
                return "data"
            return "empty" if known else "named" if label else "text"
        return "data"

    def _titled(self, line: Line) -> bool:
        """A row prepared for a title, its results left blank: an answer only where a blank tick is one."""
        column = self.layout.keys.get("indicator")
        return column is not None and not line.at(column.index).blank

    def label(self, line: Line) -> str:
        """The village cell; where it is blank, a total's word left of the figures ("Tổng cộng" joined over STT)."""
        village = self.layout.keys.get("village")
        if village and not line.at(village.index).blank:
            return clean(line.at(village.index).text)
        keys = {column.index for name, column in self.layout.keys.items() if name != "village"}
        first = min((column.index for column in self.layout.value_columns), default=0)
        texts = (clean(line.at(index).text) for index in range(first) if index not in keys)
        return next((text for text in texts if is_total(text) or self.villages.is_commune(text)), "")

    def row(self, line: Line, texts: dict[str, str]) -> Row:
        label = texts.get("village") or self.label(line)
        own = {name: clean(line.at(column.index).text) for name, column in self.layout.keys.items()} | texts
        return Row(line, label, bool(self.label(line)), own.get("year", ""), own.get("indicator", ""))


def is_total(label: str) -> bool:
    """ "Tổng cộng", "CỘNG (13 thôn)", "Tổng số: 13 thôn"."""
    key = syllable_key(_BRACKETS.sub(" ", label))
    return key in word_lists.keys("totals") or _NUMBERED.sub("", key) in word_lists.keys("totals")


def _is_figure(cell: Cell) -> bool:
    return not cell.blank and (count_of(cell).value is not None or is_pair(cell) or is_tick(cell))


def _is_signature(line: Line) -> bool:
    return any(_SIGNED.search(text) or _begins_signature(text) for text in line.texts)


def _begins_signature(text: str) -> bool:
    key = syllable_key(text)
    return any(key == start or key.startswith(f"{start} ") for start in word_lists.keys("signatures"))


def _carried(lines: list[Line], column: Column, sheet: Sheet) -> dict[int, str]:
    """The text of a key column for every data line, blanks filled from the joined or grouped cell above."""
    texts = [clean(line.at(column.index).text) for line in lines]
    joined = [
        (top, bottom) for top, left, bottom, right in sheet.merged if left <= column.index <= right and bottom > top
    ]
    below = {line.number for line in lines} & {n for top, bottom in joined for n in range(top + 1, bottom + 1)}
    grouped = not joined and _is_grouped(texts)
    filled, last = {}, ""
    for line, text in zip(lines, texts, strict=True):
        last = text or last
        filled[line.number] = last if text or grouped or line.number in below else ""
    return filled


def _is_grouped(texts: Sequence[str]) -> bool:
    """Each text written once with blanks below. Where one has none, a blank further down may be a forgotten name."""
    return all(not second for first, second in pairwise([*texts, ""]) if first) and bool(texts) and not texts[-1]
