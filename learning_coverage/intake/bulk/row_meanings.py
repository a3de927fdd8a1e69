"""What every row of a table of plain rows says: each different text is asked of the careful reader's rules once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from learning_coverage.config import Indicator
from learning_coverage.facts import Fact
from learning_coverage.intake.bulk.text_columns import IntArray, TextColumn, TextColumns
from learning_coverage.intake.names.cell_values import parse_count, parse_yes_no
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
    """`fields` are those of the table's columns, in order."""

    table: TextColumns
    fields: list[str]
    file: FileContext

    def column(self, field: str) -> TextColumn:
        """A column the table has not is one of blanks."""
        if field in self.fields:
            return self.table.columns[self.fields.index(field)]
        return TextColumn(("",), np.zeros(len(self.table.line_numbers), np.int64))

    def map_column(self, field: str, meaning: Callable[[str], Any]) -> Any:
        """What every row says in a field, each different text asked once."""
        column = self.column(field)
        return np.array([meaning(text) for text in column.texts])[column.codes]

    def _has_data_text(self, field: str) -> BoolArray:
        """Rows whose text is no word of a further header."""
        interpret = self.file.interpreter.interpret
        known: BoolArray = self.map_column(
            field, lambda text: bool(text.strip()) and interpret(text).field != "village"
        )
        return known

    @cached_property
    def _indicators(self) -> list[Indicator | None]:
        """The village indicator of every different text, where there is one the fast way knows."""
        config = self.file.config
        found = [
            config.indicators.get(self.file.indicator_names.match(clean(t)).single or "")
            for t in self.column("indicator").texts
        ]
        return [i if i and i.level == "village" and i.kind in ("share", "yes_no") else None for i in found]

    @cached_property
    def _years(self) -> IntArray:
        first, last = self.file.config.first_year, self.file.config.last_year

        def year(text: str) -> int:
            found = parse_year(clean(text))
            return found if found is not None and first <= found <= last else 0

        years: IntArray = self.map_column("year", year)
        return years

    @cached_property
    def _areas(self) -> tuple[list[str | None], IntArray]:
        """Area ids and which of them a row is of: a name means the village that had it in that year."""
        names, areas = self.column("village"), AreaResolver(self.file.village_names, has_village_column=True)
        found_years, of = np.unique(self._years, return_inverse=True)
        first: dict[int, int] = {}
        same = [y and first.setdefault(id(self.file.village_names.for_year(y)), y) for y in found_years.tolist()]
        asked, places = np.unique(names.codes * _YEAR_BASE + np.array(same)[of], return_inverse=True)
        labels = [(clean(names.texts[code]), year) for code, year in zip(*_split_label_years(asked), strict=True)]
        known = {label: bool(self.file.village_names.match(label).ids) for label, _ in labels}
        village = next((i for i in self._indicators if i), None)
        found = [areas.resolve(label, village, year) if year and known[label] else None for label, year in labels]
        return [area if isinstance(area, str) else None for area in found], places

    @cached_property
    def _counts(self) -> dict[str, IntArray]:
        return {field: self.map_column(field, _count_or_code) for field in ("total", "registered", "recognised")}

    @cached_property
    def _answers(self) -> IntArray:
        answers: IntArray = self.map_column("recognised", _answer_or_code)
        return answers

    @cached_property
    def is_plain(self) -> BoolArray:
        """The rows that give one fact without a problem or warning of their own."""
        areas, places = self._areas
        known = self._has_data_text("village") & self._has_data_text("indicator") & self._has_data_text("recognised")
        known &= (self._years > 0) & np.array([area is not None for area in areas])[places]
        known &= self.map_column("grade", lambda text: not text.strip())
        total, registered, recognised = (self._counts[name] for name in ("total", "registered", "recognised"))
        counted = (recognised >= 0) & (recognised <= total) & (registered <= total) & (registered > _INVALID)
        counted &= (registered == _BLANK) | (recognised <= registered)
        one = self.map_column(
            "total", lambda text: not text.strip() or _count_or_code(text) == 1 or _answer_or_code(text) == 1
        )
        return known & np.where(
            self.is_of_kind("yes_no"), (self._answers >= 0) & one, self.is_of_kind("share") & counted
        )

    @property
    def is_repeated(self) -> BoolArray:
        """The rows about a village, year and title that another row is about, too."""
        ids = {area: number for number, area in enumerate(dict.fromkeys(self._areas[0]))}
        areas = np.array([ids[area] for area in self._areas[0]])[self._areas[1]]
        titles = [i.id if i else "" for i in self._indicators]
        title = np.array([titles.index(id_) for id_ in titles])[self.column("indicator").codes]
        keys = (areas * len(titles) + title) * _YEAR_BASE + self._years
        _, places, times = np.unique(keys, return_inverse=True, return_counts=True)
        return times[places] > 1

    def is_of_kind(self, kind: str) -> BoolArray:
        kinds = np.array([indicator is not None and indicator.kind == kind for indicator in self._indicators])
        return kinds[self.column("indicator").codes]

    def build_facts(self, rows: IntArray) -> list[Fact]:
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


def _split_label_years(asked: IntArray) -> tuple[list[int], list[int]]:
    return (asked // _YEAR_BASE).tolist(), (asked % _YEAR_BASE).tolist()


def _count_or_code(text: str) -> int:
    """A count whatever its indicator; units of one of them are left to the careful reader."""
    found = parse_count(Cell(text))
    return _INVALID if found.problem_code else _BLANK if found.value is None else found.value


def _answer_or_code(text: str) -> int:
    found = parse_yes_no(Cell(text))
    return _INVALID if found.problem_code else _BLANK if found.value is None else found.value
