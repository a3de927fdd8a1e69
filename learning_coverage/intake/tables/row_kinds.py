"""Kinds of the lines below a header: rows of data, totals, and other lines (signatures, notes, blanks)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from learning_coverage.facts import Problem
from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.cell_values import is_pair, is_tick, parse_count
from learning_coverage.intake.names.syllables import clean, syllable_key
from learning_coverage.intake.names.village_names import VillageNames
from learning_coverage.intake.sheet import Cell, Line, Sheet
from learning_coverage.intake.tables.columns import Column
from learning_coverage.intake.tables.header import SheetTable
from learning_coverage.intake.tables.layout import Layout
from learning_coverage.intake.tables.row_counts import parse_grade

_SIGNATURE_DATE = re.compile(r"ngày[\s\d.…]*tháng[\s\d.…]*năm", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_VILLAGE_COUNT = re.compile(r"\s*\d+(\s+thôn)?$|^\d+\s+")


@dataclass(frozen=True)
class TableRow:
    """A line of data. `label` is the text in place of the village; year and title as written or carried down."""

    line: Line
    label: str
    has_own_label: bool
    year_text: str = ""
    indicator_text: str = ""


@dataclass(frozen=True)
class TableRows:
    """`name_only_rows` have a name and no values; `other_lines` count nothing and are no signatures."""

    rows: tuple[TableRow, ...]
    name_only_rows: tuple[TableRow, ...]
    totals: tuple[TableRow, ...]
    other_lines: tuple[Line, ...]
    problems: tuple[Problem, ...]


def classify_lines(table: SheetTable, layout: Layout, village_names: VillageNames, sheet: Sheet) -> TableRows:
    """The lines of a table by kind; blank key cells below a joined or grouped one have its text."""
    sorter = _LineClassifier(layout, village_names)
    kinds = [(line, sorter.classify(line)) for line in table.body]
    data = [line for line, kind in kinds if kind == "data"]
    texts = {name: _fill_down(data, column, sheet) for name, column in layout.key_columns.items()}
    rows = tuple(sorter.build_row(line, {name: found[line.number] for name, found in texts.items()}) for line in data)
    totals = tuple(sorter.build_row(line, {}) for line, kind in kinds if kind == "total")
    texts_only = [line for line, kind in kinds if kind in ("text", "named")]
    empty = (Problem("warning", "row_without_figures", row=x.number, value="; ".join(x.texts)[:60]) for x in texts_only)
    silent = tuple(sorter.build_row(line, {}) for line, kind in kinds if kind in ("empty", "named"))
    return TableRows(
        rows, silent, totals, tuple(line for line, kind in kinds if kind in ("text", "named", "empty")), tuple(empty)
    )


@dataclass
class _LineClassifier:
    """Classifies lines in order; after a total or signature only rows with a village or figures are data."""

    layout: Layout
    village_names: VillageNames
    has_ended: bool = False

    def classify(self, line: Line) -> str:
        if line.is_blank:
            return "blank"
        label, values = self.find_label(line), [line.cell_at(c.index) for c in self.layout.value_columns]
        is_village = bool(self.village_names.match(label).ids)
        if not is_village and (is_total_label(label) or self.village_names.is_commune(label)):
            self.has_ended = True
            return "total"
        has_figures = any(_is_figure(cell) or parse_grade(cell, self.village_names.config) for cell in values)
        if not is_village and not has_figures and (self.has_ended or _is_signature(line)):
            self.has_ended = True
            return "around"
        if all(cell.is_blank for cell in values):
            if (is_village or not label) and self._has_indicator(line):
                return "data"
            return "empty" if is_village else "named" if label else "text"
        return "data"

    def _has_indicator(self, line: Line) -> bool:
        """Whether a row names a title; with blank results it is a no in a column of ticks."""
        column = self.layout.key_columns.get("indicator")
        return column is not None and not line.cell_at(column.index).is_blank

    def find_label(self, line: Line) -> str:
        """The village cell; where it is blank, a word for the total left of the figures ("Tổng cộng" below STT)."""
        village = self.layout.key_columns.get("village")
        if village and not line.cell_at(village.index).is_blank:
            return clean(line.cell_at(village.index).text)
        keys = {column.index for name, column in self.layout.key_columns.items() if name != "village"}
        first = min((column.index for column in self.layout.value_columns), default=0)
        texts = (clean(line.cell_at(index).text) for index in range(first) if index not in keys)
        return next((text for text in texts if is_total_label(text) or self.village_names.is_commune(text)), "")

    def build_row(self, line: Line, texts: dict[str, str]) -> TableRow:
        label = texts.get("village") or self.find_label(line)
        row_texts = {
            name: clean(line.cell_at(column.index).text) for name, column in self.layout.key_columns.items()
        } | texts
        return TableRow(
            line, label, bool(self.find_label(line)), row_texts.get("year", ""), row_texts.get("indicator", "")
        )


def is_total_label(label: str) -> bool:
    """Whether a label is of a total: "Tổng cộng", "CỘNG (13 thôn)", "Tổng số: 13 thôn"."""
    key = syllable_key(_BRACKETS.sub(" ", label))
    return key in word_lists.keys("totals") or _VILLAGE_COUNT.sub("", key) in word_lists.keys("totals")


def _is_figure(cell: Cell) -> bool:
    return not cell.is_blank and (parse_count(cell).value is not None or is_pair(cell) or is_tick(cell))


def _is_signature(line: Line) -> bool:
    return any(_SIGNATURE_DATE.search(text) or _starts_signature(text) for text in line.texts)


def _starts_signature(text: str) -> bool:
    key = syllable_key(text)
    return any(key == start or key.startswith(f"{start} ") for start in word_lists.keys("signatures"))


def _fill_down(lines: list[Line], column: Column, sheet: Sheet) -> dict[int, str]:
    """The text of a key column by line number, blanks filled from the joined or grouped cell above."""
    texts = [clean(line.cell_at(column.index).text) for line in lines]
    joined = [
        (top, bottom)
        for top, left, bottom, right in sheet.merged_ranges
        if left <= column.index <= right and bottom > top
    ]
    below = {line.number for line in lines} & {n for top, bottom in joined for n in range(top + 1, bottom + 1)}
    grouped = not joined and _is_grouped(texts)
    filled, last = {}, ""
    for line, text in zip(lines, texts, strict=True):
        last = text or last
        filled[line.number] = last if text or grouped or line.number in below else ""
    return filled


def _is_grouped(texts: Sequence[str]) -> bool:
    """Whether every text has blanks below it; otherwise a blank may be a forgotten name."""
    return all(not second for first, second in pairwise([*texts, ""]) if first) and bool(texts) and not texts[-1]
