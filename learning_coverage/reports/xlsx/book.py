"""Common parts of all sheets: name, heading, source, filter, print settings."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.content.table import Table
from learning_coverage.reports.xlsx import table_writer
from learning_coverage.reports.xlsx.charts import ColumnLabels
from learning_coverage.reports.xlsx.table_writer import BASE_FORMAT, Formats, PlacedTable

MAX_NAME_LETTERS = 31  # limit of Excel
FORBIDDEN_LETTERS = str.maketrans("[]:*?/\\", "()   --")


@dataclass(frozen=True)
class Book:
    """A workbook to which sheets are appended."""

    basis: Basis
    request: Request
    workbook: Any
    formats: Formats
    sheet_names: list[str] = field(default_factory=list)

    @cached_property
    def answers(self) -> Answers:
        """The rows of the year of the request."""
        return Answers(self.basis, self.request)

    @property
    def first_sheet(self) -> str:
        """The name of the first sheet."""
        return self.sheet_names[0]

    @cached_property
    def labels(self) -> ColumnLabels:
        """The labels of the columns that charts show."""
        parts = ("coverage", "planned", "target", "status", "reported")
        return ColumnLabels(**{part: self.basis.w(f"paper.column.{part}") for part in parts}, wording=self.basis.w)

    def add_sheet(self, name: str) -> Any:
        """Append a sheet; its name is made valid for Excel and unique."""
        allowed = name.translate(FORBIDDEN_LETTERS).strip("' ")
        candidates = (allowed[:MAX_NAME_LETTERS], *(f"{allowed[: MAX_NAME_LETTERS - 4]} ({n})" for n in range(2, 99)))
        used_names = {known.casefold() for known in self.sheet_names}
        free_name = next(wanted for wanted in candidates if wanted.casefold() not in used_names)
        self.sheet_names.append(free_name)
        return self.workbook.add_worksheet(free_name)

    def add_table(self, kind: str, table: Table, title: str = "") -> PlacedTable:
        """Append a sheet of a table: heading, source, filter, frozen head and first column."""
        w = self.basis.w
        sheet = self.add_sheet(w(f"paper_xlsx.sheets.{kind}", title=title))
        column_widths = table_writer.compute_widths(table, w)
        table_writer.set_widths(sheet, column_widths)
        placed = table_writer.write_table(
            sheet, table, self.add_heading(sheet, table.title) + 1, self.formats, w, column_widths
        )
        sheet.freeze_panes(placed.first_row, 1)
        sheet.autofilter(placed.header_row, 0, max(placed.first_row, placed.last_row), len(table.columns) - 1)
        table_writer.set_page(sheet, self.basis.source, placed)
        return placed

    def add_heading(self, sheet: Any, title: str) -> int:
        """Write the lines above a table, unmerged so that columns can be moved; returns the row below."""
        top = table_writer.write_heading(sheet, [title], 1, self.formats(BASE_FORMAT, bold=True, font_size=15))
        if self.basis.is_sample:
            mark = self.formats(BASE_FORMAT, bold=True, font_color="#B5361C")
            top = table_writer.write_heading(sheet, [self.basis.w("figure.sample")], 1, mark, top)
        return table_writer.write_heading(
            sheet, self._source_lines, 1, self.formats(BASE_FORMAT, italic=True, font_size=11), top
        )

    @cached_property
    def _source_lines(self) -> tuple[str, ...]:
        return (self.basis.source, *self.basis.list_notes(self.request.year))
