"""Meanings of all rows of a large table; each distinct text is interpreted once, by the rules of the row reader."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from learning_coverage.config import Indicator
from learning_coverage.facts import Fact
from learning_coverage.intake.bulk.text_columns import IntArray, TextColumn, TextColumns
from learning_coverage.intake.names.cell_values import Count, parse_count, parse_yes_no
from learning_coverage.intake.names.syllables import clean
from learning_coverage.intake.names.years import parse_year
from learning_coverage.intake.sheet import Cell
from learning_coverage.intake.tables.row_area import AreaResolver
from learning_coverage.intake.tables.sheet_reader import FileContext

_BLANK = -1  # a blank cell
_INVALID = -2
_YEAR_BASE = 10_000
BoolArray = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class RowMeanings:
    """Meanings as arrays by row; `fields` are those of the columns, in order."""

    table: TextColumns
    fields: list[str]
    file: FileContext

    def column(self, field: str) -> TextColumn:
        """The column of a field; blanks where the table has none."""
        if field in self.fields:
            return self.table.columns[self.fields.index(field)]
        return TextColumn(("",), np.zeros(len(self.table.line_numbers), np.int64))

    def map_column(self, field: str, meaning: Callable[[str], Any]) -> Any:
        """The meaning of a field in every row, computed once per distinct text."""
        column = self.column(field)
        return np.array([meaning(text) for text in column.texts])[column.codes]

    def _has_data_text(self, field: str) -> BoolArray:
        """Which rows have a text that is no header term."""
        interpret = self.file.interpreter.interpret
        has_text: BoolArray = self.map_column(
            field, lambda text: bool(text.strip()) and interpret(text).field != "village"
        )
        return has_text

    @cached_property
    def _indicators(self) -> list[Indicator | None]:
        """By distinct text the share or yes/no indicator of village level, None for others."""
        config = self.file.config
        matches = [
            config.indicators.get(self.file.indicator_names.match(clean(t)).single or "")
            for t in self.column("indicator").texts
        ]
        return [i if i and i.level == "village" and i.kind in ("share", "yes_no") else None for i in matches]

    @cached_property
    def _years(self) -> IntArray:
        first, last = self.file.config.first_year, self.file.config.last_year

        def year(text: str) -> int:
            parsed = parse_year(clean(text))
            return parsed if parsed is not None and first <= parsed <= last else 0

        years: IntArray = self.map_column("year", year)
        return years

    @cached_property
    def _areas(self) -> tuple[list[str | None], IntArray]:
        """(area ids, index of the area by row); a name means the village with that name in the year."""
        names, areas = self.column("village"), AreaResolver(self.file.village_names, has_village_column=True)
        distinct_years, year_codes = np.unique(self._years, return_inverse=True)
        first: dict[int, int] = {}
        same = [y and first.setdefault(id(self.file.village_names.for_year(y)), y) for y in distinct_years.tolist()]
        pairs, places = np.unique(names.codes * _YEAR_BASE + np.array(same)[year_codes], return_inverse=True)
        labels = [(clean(names.texts[code]), year) for code, year in zip(*_split_label_years(pairs), strict=True)]
        is_village = {label: bool(self.file.village_names.match(label).ids) for label, _ in labels}
        village = next((i for i in self._indicators if i), None)
        resolved = [
            areas.resolve(label, village, year) if year and is_village[label] else None for label, year in labels
        ]
        return [area if isinstance(area, str) else None for area in resolved], places

    @cached_property
    def _counts(self) -> dict[str, IntArray]:
        return {field: self.map_column(field, _count_or_code) for field in ("total", "registered", "recognised")}

    @cached_property
    def _answers(self) -> IntArray:
        answers: IntArray = self.map_column("recognised", _answer_or_code)
        return answers

    @cached_property
    def is_plain(self) -> BoolArray:
        """Which rows give one fact without a problem or warning."""
        areas, places = self._areas
        plain = self._has_data_text("village") & self._has_data_text("indicator") & self._has_data_text("recognised")
        plain &= (self._years > 0) & np.array([area is not None for area in areas])[places]
        plain &= self.map_column("grade", lambda text: not text.strip())
        total, registered, recognised = (self._counts[name] for name in ("total", "registered", "recognised"))
        counted = (recognised >= 0) & (recognised <= total) & (registered <= total) & (registered > _INVALID)
        counted &= (registered == _BLANK) | (recognised <= registered)
        one = self.map_column(
            "total", lambda text: not text.strip() or _count_or_code(text) == 1 or _answer_or_code(text) == 1
        )
        return plain & np.where(
            self.is_of_kind("yes_no"), (self._answers >= 0) & one, self.is_of_kind("share") & counted
        )

    @property
    def is_repeated(self) -> BoolArray:
        """Which rows share village, year and indicator with another row."""
        ids = {area: number for number, area in enumerate(dict.fromkeys(self._areas[0]))}
        areas = np.array([ids[area] for area in self._areas[0]])[self._areas[1]]
        titles = [i.id if i else "" for i in self._indicators]
        title = np.array([titles.index(id_) for id_ in titles])[self.column("indicator").codes]
        keys = (areas * len(titles) + title) * _YEAR_BASE + self._years
        _, places, times = np.unique(keys, return_inverse=True, return_counts=True)
        return times[places] > 1

    def is_of_kind(self, kind: str) -> BoolArray:
        """Which rows have an indicator of this kind."""
        kinds = np.array([indicator is not None and indicator.kind == kind for indicator in self._indicators])
        return kinds[self.column("indicator").codes]

    def build_facts(self, rows: IntArray) -> list[Fact]:
        """The facts of rows by position, one each; the rows must be plain."""
        areas, places = self._areas
        indicators, titles = self._indicators, self.column("indicator").codes
        yes_no = self.is_of_kind("yes_no")
        total, registered, recognised = (self._counts[name] for name in ("total", "registered", "recognised"))
        columns = (
            self.table.line_numbers,
            self._years,
            places,
            titles,
            np.where(yes_no, 1, total),
            np.where(yes_no, _BLANK, registered),
            np.where(yes_no, self._answers, recognised),
        )
        return [
            Fact(
                row,
                year,
                areas[place] or "",
                _indicator_id(indicators[title]),
                whole,
                None if some < 0 else some,
                result,
            )
            for row, year, place, title, whole, some, result in zip(*(c[rows].tolist() for c in columns), strict=True)
        ]


def _indicator_id(indicator: Indicator | None) -> str:
    return indicator.id if indicator else ""


def _split_label_years(pairs: IntArray) -> tuple[list[int], list[int]]:
    return (pairs // _YEAR_BASE).tolist(), (pairs % _YEAR_BASE).tolist()


def _count_or_code(text: str) -> int:
    """A count, or a code; counts with the unit of an indicator are left to the row reader."""
    return _value_or_code(parse_count(Cell(text)))


def _answer_or_code(text: str) -> int:
    return _value_or_code(parse_yes_no(Cell(text)))


def _value_or_code(count: Count) -> int:
    return _INVALID if count.problem_code else _BLANK if count.value is None else count.value
