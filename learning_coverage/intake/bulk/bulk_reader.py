"""Reader of large tables that follow the data contract: unambiguous rows by column, all others row by row.

The rules are those of the row reader: it interprets each distinct text, and reads every row with a problem, a warning
or anything unusual under its own number, together with the rows this depends on.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import zip_longest

import numpy as np

from learning_coverage.facts import CONTRACT_FIELDS
from learning_coverage.intake.bulk.row_meanings import BoolArray, RowMeanings
from learning_coverage.intake.bulk.text_columns import IntArray, TextColumns, parse_text_columns
from learning_coverage.intake.files.encoding_regions import ConvertedSheet
from learning_coverage.intake.names.syllables import clean
from learning_coverage.intake.refusal import Refusal
from learning_coverage.intake.sheet import Cell, Line, Sheet
from learning_coverage.intake.tables.sheet_reader import FileContext, SheetFacts, read_sheet

_ALLOWED_FIELDS = set(CONTRACT_FIELDS.values())
_REQUIRED_FIELDS = _ALLOWED_FIELDS - {"registered", "grade"}
_HEADER_LOOKAHEAD = 5  # rows below the header that may belong to it


def read_bulk(text: str, file: FileContext, convert_sheet: Callable[[Sheet], ConvertedSheet]) -> SheetFacts | None:
    """The result of `read_sheet` for the same text; None for tables that do not follow the contract plainly."""
    table = parse_text_columns(text)
    fields = [file.interpreter.interpret(header).field or "" for header in table.header] if table else []
    if (
        table is None
        or not _REQUIRED_FIELDS <= set(fields) <= _ALLOWED_FIELDS
        or len(set(fields)) < len(fields)
        or "?" in text
    ):
        return None
    try:
        table = _convert_texts(table, convert_sheet)
    except Refusal:  # the row reader reports it with the right line
        return None
    return _BulkReader(table, fields, file).read() if table else None


def _convert_texts(table: TextColumns, convert_sheet: Callable[[Sheet], ConvertedSheet]) -> TextColumns | None:
    """The table with converted texts, checked on a sheet of distinct texts; None for legacy encodings."""
    across = list(zip_longest(*(column.texts for column in table.columns), fillvalue=""))
    lines = [Line(i, tuple(map(Cell, texts))) for i, texts in enumerate((table.header, *across), start=1)]
    uneven = [Line(len(lines) + i, line.cells) for i, line in enumerate(table.uneven_lines, start=1)]
    converted = convert_sheet(Sheet("", (*lines, *uneven), is_rectangular=True))
    if +converted.conversion_counts or converted.sheet.lines[0].texts != table.header:
        return None
    below, rest = converted.sheet.lines[1 : len(lines)], converted.sheet.lines[len(lines) :]
    texts = [[line.cells[i].text for line in below[: len(c.texts)]] for i, c in enumerate(table.columns)]
    renumbered = (Line(old.number, new.cells) for old, new in zip(table.uneven_lines, rest, strict=True))
    return table.with_texts(texts, tuple(renumbered))


@dataclass(frozen=True)
class _BulkReader:
    table: TextColumns
    fields: list[str]
    file: FileContext

    @cached_property
    def _meanings(self) -> RowMeanings:
        return RowMeanings(self.table, self.fields, self.file)

    def read(self) -> SheetFacts | None:
        plain = self._meanings.is_plain & ~self._meanings.is_repeated
        pairs = np.flatnonzero(plain[:-1] & plain[1:])
        if not pairs.size:
            return None  # names may be written once per group of rows
        chosen = self._select_rows_to_check(~plain, int(pairs[0]))
        lines = sorted(
            [*map(self.table.line_at, np.flatnonzero(chosen).tolist()), *self.table.uneven_lines], key=_line_number
        )
        if len(lines) >= self.file.config.limits.rows:  # the limit of the row reader, with the header
            return None
        header = Line(1, tuple(map(Cell, self.table.header)))
        sheet = read_sheet(Sheet("", (header, *lines), is_rectangular=True), self.file)
        return self._add_plain_facts(sheet, plain & ~chosen)

    def _add_plain_facts(self, sheet: SheetFacts, plain: BoolArray) -> SheetFacts | None:
        if len(sheet.tables) != 1 or sheet.summaries[0].header_row != 1:
            return None
        table, summary = sheet.tables[0], sheet.summaries[0]
        facts = self._meanings.build_facts(np.flatnonzero(plain))
        table.facts = sorted([*table.facts, *facts], key=lambda fact: fact.row)
        table.row_keys |= {fact.key for fact in facts}
        years = tuple(sorted({fact.year for fact in table.facts})) or summary.years
        return replace(sheet, summaries=(replace(summary, years=years),))

    def _select_rows_to_check(self, needs_check: BoolArray, pair_start: int) -> BoolArray:
        """The rows to read one by one: those that need it, all of the same village and year, and one of each kind."""
        chosen = needs_check.copy()
        chosen[:_HEADER_LOOKAHEAD] = chosen[-1:] = chosen[pair_start : pair_start + 2] = True
        reports = self._report_codes()
        chosen |= np.isin(reports, [*reports[needs_check], *self._uneven_report_codes()])
        for field in ("year", "indicator"):
            chosen[np.unique(self._meanings.column(field).codes, return_index=True)[1]] = True
        titles, results = self._meanings.column("indicator"), self._meanings.column("recognised")
        answered = np.flatnonzero(self._meanings.is_of_kind("yes_no"))
        both = titles.codes[answered] * len(results.texts) + results.codes[answered]
        chosen[answered[np.unique(both, return_index=True)[1]]] = True
        return chosen

    @cached_property
    def _spelling_codes(self) -> tuple[dict[str, int], dict[str, int]]:
        """Codes of village and year texts as written, without surrounding blanks."""
        labels, years = ({clean(text) for text in self._meanings.column(field).texts} for field in ("village", "year"))
        return {text: i for i, text in enumerate(labels)}, {text: i for i, text in enumerate(years)}

    def _report_codes(self) -> IntArray:
        labels, years = self._spelling_codes
        label: IntArray = self._meanings.map_column("village", lambda text: labels[clean(text)])
        year: IntArray = self._meanings.map_column("year", lambda text: years[clean(text)])
        return label * len(years) + year

    def _uneven_report_codes(self) -> list[int]:
        labels, years = self._spelling_codes
        village, year = (self.fields.index(field) for field in ("village", "year"))
        texts = [
            (clean(line.cell_at(village).text), clean(line.cell_at(year).text)) for line in self.table.uneven_lines
        ]
        return [labels[a] * len(years) + years[b] for a, b in texts if a in labels and b in years]


def _line_number(line: Line) -> int:
    return line.number
