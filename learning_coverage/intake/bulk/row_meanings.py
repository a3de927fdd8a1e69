"""What every row of a table of plain rows says: each different text is asked of the careful reader's rules once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from learning_coverage.config import Indicator
from learning_coverage.facts import Fact
from learning_coverage.intake.bulk.text_columns import Numbers, TextColumn, TextColumns
from learning_coverage.intake.names.cell_values import count_of, yes_or_no
from learning_coverage.intake.names.syllables import clean
from learning_coverage.intake.names.years import year_of_cell
from learning_coverage.intake.sheet import Cell
from learning_coverage.intake.tables.row_area import Areas
from learning_coverage.intake.tables.sheet_reader import File

_NO_COUNT = -1  # a blank cell
_DOUBTFUL = -2
_MOST_YEARS = 10_000
Flags = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class RowMeanings:
    """`fields` are those of the table's columns, in order."""

    table: TextColumns
    fields: list[str]
    file: File

    def column(self, field: str) -> TextColumn:
        """A column the table has not is one of blanks."""
        if field in self.fields:
            return self.table.columns[self.fields.index(field)]
        return TextColumn(("",), np.zeros(len(self.table.numbers), np.int64))

    def each(self, field: str, meaning: Callable[[str], Any]) -> Any:
        """What every row says in a field, each different text asked once."""
        column = self.column(field)
        return np.array([meaning(text) for text in column.texts])[column.codes]

    def _known(self, field: str) -> Flags:
        """Rows whose text is no word of a further header."""
        interpret = self.file.interpreter.cell
        known: Flags = self.each(field, lambda text: bool(text.strip()) and interpret(text).field != "village")
        return known

    @cached_property
    def _indicators(self) -> list[Indicator | None]:
        """The village indicator of every different text, where there is one the fast way knows."""
        config = self.file.config
        found = [
            config.indicators.get(self.file.titles.named(clean(t)).one or "") for t in self.column("indicator").texts
        ]
        return [i if i and i.level == "village" and i.kind in ("share", "yes_no") else None for i in found]

    @cached_property
    def _years(self) -> Numbers:
        first, last = self.file.config.first_year, self.file.config.last_year

        def year(text: str) -> int:
            found = year_of_cell(clean(text))
            return found if found is not None and first <= found <= last else 0

        years: Numbers = self.each("year", year)
        return years

    @cached_property
    def _areas(self) -> tuple[list[str | None], Numbers]:
        """Area ids and which of them a row is of: a name means the village that had it in that year."""
        names, areas = self.column("village"), Areas(self.file.villages, has_column=True)
        found_years, of = np.unique(self._years, return_inverse=True)
        first: dict[int, int] = {}
        same = [y and first.setdefault(id(self.file.villages.of_year(y)), y) for y in found_years.tolist()]
        asked, places = np.unique(names.codes * _MOST_YEARS + np.array(same)[of], return_inverse=True)
        labels = [(clean(names.texts[code]), year) for code, year in zip(*_split(asked), strict=True)]
        known = {label: bool(self.file.villages.match(label).ids) for label, _ in labels}
        village = next((i for i in self._indicators if i), None)
        found = [areas.of(label, village, year) if year and known[label] else None for label, year in labels]
        return [area if isinstance(area, str) else None for area in found], places

    @cached_property
    def _counts(self) -> dict[str, Numbers]:
        return {field: self.each(field, _count) for field in ("total", "registered", "recognised")}

    @cached_property
    def _answers(self) -> Numbers:
        answers: Numbers = self.each("recognised", _answer)
        return answers

    @cached_property
    def plain(self) -> Flags:
        """The rows that give one fact without a problem or warning of their own."""
        areas, places = self._areas
        known = self._known("village") & self._known("indicator") & self._known("recognised")
        known &= (self._years > 0) & np.array([area is not None for area in areas])[places]
        known &= self.each("grade", lambda text: not text.strip())
        total, registered, recognised = (self._counts[name] for name in ("total", "registered", "recognised"))
        counted = (recognised >= 0) & (recognised <= total) & (registered <= total) & (registered > _DOUBTFUL)
        counted &= (registered == _NO_COUNT) | (recognised <= registered)
        one = self.each("total", lambda text: not text.strip() or _count(text) == 1 or _answer(text) == 1)
        return known & np.where(self.of_kind("yes_no"), (self._answers >= 0) & one, self.of_kind("share") & counted)

    @property
    def repeated(self) -> Flags:
        """The rows about a village, year and title that another row is about, too."""
        ids = {area: number for number, area in enumerate(dict.fromkeys(self._areas[0]))}
        areas = np.array([ids[area] for area in self._areas[0]])[self._areas[1]]
        titles = [i.id if i else "" for i in self._indicators]
        title = np.array([titles.index(id_) for id_ in titles])[self.column("indicator").codes]
        keys = (areas * len(titles) + title) * _MOST_YEARS + self._years
        _, places, times = np.unique(keys, return_inverse=True, return_counts=True)
        return times[places] > 1

    def of_kind(self, kind: str) -> Flags:
        kinds = np.array([indicator is not None and indicator.kind == kind for indicator in self._indicators])
        return kinds[self.column("indicator").codes]

    def facts(self, rows: Numbers) -> list[Fact]:
        areas, places = self._areas
        indicators, titles = self._indicators, self.column("indicator").codes
        yes_no = self.of_kind("yes_no")
        total, registered, recognised = (self._counts[name] for name in ("total", "registered", "recognised"))
        columns = (
            self.table.numbers,
            self._years,
            places,
            titles,
            np.where(yes_no, 1, total),
            np.where(yes_no, _NO_COUNT, registered),
            np.where(yes_no, self._answers, recognised),
        )
        return [
            Fact(row, year, areas[place] or "", _id(indicators[title]), whole, None if some < 0 else some, result)
            for row, year, place, title, whole, some, result in zip(*(c[rows].tolist() for c in columns), strict=True)
        ]


def _id(indicator: Indicator | None) -> str:
    return indicator.id if indicator else ""


def _split(asked: Numbers) -> tuple[list[int], list[int]]:
    return (asked // _MOST_YEARS).tolist(), (asked % _MOST_YEARS).tolist()


def _count(text: str) -> int:
    """A count whatever its indicator; units of one of them are left to the careful reader."""
    found = count_of(Cell(text))
    return _DOUBTFUL if found.fault else _NO_COUNT if found.value is None else found.value


def _answer(text: str) -> int:
    found = yes_or_no(Cell(text))
    return _DOUBTFUL if found.fault else _NO_COUNT if found.value is None else found.value
