"""A large table by the data contract: rows in which nothing can be doubted are read at once, the others carefully.

The rules are those of the careful reader: it says what each different text means, and reads every row that has a
problem, a warning or anything unusual under its own number, together with the rows its verdict depends on.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

import numpy as np

from learning_coverage.intake.bulk.row_meanings import Flags, RowMeanings
from learning_coverage.intake.bulk.text_columns import Numbers, TextColumns, text_columns
from learning_coverage.intake.files.encoding_regions import InUnicode
from learning_coverage.intake.names.syllables import clean
from learning_coverage.intake.refusal import Refusal
from learning_coverage.intake.sheet import Cell, Line, Sheet
from learning_coverage.intake.tables.sheet_reader import File, SheetFacts, read_sheet

_NEEDED = {"year", "village", "indicator", "total", "recognised"}
_ALLOWED = _NEEDED | {"registered", "grade"}
_HEAD = 5  # rows below the header that may still belong to it


def read_plain_rows(text: str, file: File, in_unicode: Callable[[Sheet], InUnicode]) -> SheetFacts | None:
    """What `read_sheet` says of the same text; None for any table that is not of the contract in a plain form."""
    table = text_columns(text)
    fields = [file.interpreter.cell(header).field or "" for header in table.header] if table else []
    if table is None or not _NEEDED <= set(fields) <= _ALLOWED or len(set(fields)) < len(fields) or "?" in text:
        return None
    try:
        table = _in_unicode(table, in_unicode)
    except Refusal:  # told of the right line by the careful reader
        return None
    return _PlainRows(table, fields, file).read() if table else None


def _in_unicode(table: TextColumns, in_unicode: Callable[[Sheet], InUnicode]) -> TextColumns | None:
    """The letters are judged on a sheet of the different texts of every column; only a file of today goes on."""
    across = list(zip_longest(*(column.texts for column in table.columns), fillvalue=""))
    lines = [Line(i, tuple(map(Cell, texts))) for i, texts in enumerate((table.header, *across), start=1)]
    odd = [Line(len(lines) + i, line.cells) for i, line in enumerate(table.odd, start=1)]
    done = in_unicode(Sheet("", (*lines, *odd), even=True))
    if +done.used or done.sheet.lines[0].texts != table.header:
        return None
    below, rest = done.sheet.lines[1 : len(lines)], done.sheet.lines[len(lines) :]
    texts = [[line.cells[i].text for line in below[: len(c.texts)]] for i, c in enumerate(table.columns)]
    renumbered = (Line(old.number, new.cells) for old, new in zip(table.odd, rest, strict=True))
    return table.with_texts(texts, tuple(renumbered))


@dataclass(frozen=True)
class _PlainRows:
    table: TextColumns
    fields: list[str]
    file: File

    @cached_property
    def _rows(self) -> RowMeanings:
        return RowMeanings(self.table, self.fields, self.file)

    def read(self) -> SheetFacts | None:
        plain = self._rows.plain & ~self._rows.repeated
        pairs = np.flatnonzero(plain[:-1] & plain[1:])
        if not pairs.size:
            return None  # names may be written once for a group of rows
        chosen = self._chosen(~plain, int(pairs[0]))
        lines = sorted([*map(self.table.line, np.flatnonzero(chosen).tolist()), *self.table.odd], key=_number)
        if len(lines) >= self.file.config.limits.rows:  # with the header: so many are looked at one by one
            return None
        header = Line(1, tuple(map(Cell, self.table.header)))
        found = read_sheet(Sheet("", (header, *lines), even=True), self.file)
        return self._with_plain(found, plain & ~chosen)

    def _with_plain(self, found: SheetFacts, plain: Flags) -> SheetFacts | None:
        if len(found.tables) != 1 or found.readings[0].header_row != 1:
            return None
        read, reading = found.tables[0], found.readings[0]
        facts = self._rows.facts(np.flatnonzero(plain))
        read.facts = sorted([*read.facts, *facts], key=lambda fact: fact.row)
        read.seen |= {fact.key for fact in facts}
        years = tuple(sorted({fact.year for fact in read.facts})) or reading.years
        return replace(found, readings=(replace(reading, years=years),))

    def _chosen(self, doubtful: Flags, pair: int) -> Flags:
        """The doubtful rows and those their verdict depends on: the same village and year, one of each."""
        chosen = doubtful.copy()
        chosen[:_HEAD] = chosen[-1:] = chosen[pair : pair + 2] = True
        reports = self._reports()
        chosen |= np.isin(reports, [*reports[doubtful], *self._odd_reports()])
        for field in ("year", "indicator"):
            chosen[np.unique(self._rows.column(field).codes, return_index=True)[1]] = True
        titles, results = self._rows.column("indicator"), self._rows.column("recognised")
        answered = np.flatnonzero(self._rows.of_kind("yes_no"))
        both = titles.codes[answered] * len(results.texts) + results.codes[answered]
        chosen[answered[np.unique(both, return_index=True)[1]]] = True
        return chosen

    @cached_property
    def _spelt(self) -> tuple[dict[str, int], dict[str, int]]:
        """A number for every village and year as written, blanks around it aside."""
        labels, years = ({clean(text) for text in self._rows.column(field).texts} for field in ("village", "year"))
        return {text: i for i, text in enumerate(labels)}, {text: i for i, text in enumerate(years)}

    def _reports(self) -> Numbers:
        labels, years = self._spelt
        label: Numbers = self._rows.each("village", lambda text: labels[clean(text)])
        year: Numbers = self._rows.each("year", lambda text: years[clean(text)])
        return label * len(years) + year

    def _odd_reports(self) -> list[int]:
        labels, years = self._spelt
        village, year = (self.fields.index(field) for field in ("village", "year"))
        texts = [(clean(line.at(village).text), clean(line.at(year).text)) for line in self.table.odd]
        return [labels[a] * len(years) + years[b] for a, b in texts if a in labels and b in years]


def _number(line: Line) -> int:
    return line.number
