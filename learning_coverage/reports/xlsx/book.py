"""What all sheets of the workbook have in common: name, heading, stamp, filter, and how they are printed."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Wish
from learning_coverage.content.table import Table
from learning_coverage.reports.xlsx import sheets
from learning_coverage.reports.xlsx.charts import Labels
from learning_coverage.reports.xlsx.sheets import FONT, Placed, Styles

NAME = 31  # letters Excel takes
FORBIDDEN = str.maketrans("[]:*?/\\", "()   --")


@dataclass(frozen=True)
class Book:
    """A workbook being made."""

    basis: Basis
    wish: Wish
    workbook: Any
    styles: Styles
    names: list[str] = field(default_factory=list)

    @property
    def first(self) -> str:
        """The sheet a reader sees first."""
        return self.names[0]

    @cached_property
    def labels(self) -> Labels:
        return Labels(*(self.basis.w(f"paper.column.{part}") for part in ("coverage", "planned", "target", "status")))

    def sheet(self, name: str) -> Any:
        """A sheet of a name that Excel takes and no other sheet has."""
        allowed = name.translate(FORBIDDEN).strip("' ")
        tries = (allowed[:NAME], *(f"{allowed[: NAME - 4]} ({n})" for n in range(2, 99)))
        taken = {known.casefold() for known in self.names}
        free = next(wanted for wanted in tries if wanted.casefold() not in taken)
        self.names.append(free)
        return self.workbook.add_worksheet(free)

    def table(self, kind: str, table: Table, title: str = "") -> Placed:
        """A sheet of its own: heading and stamp, the table with a filter, its head and first column held in view."""
        w = self.basis.w
        sheet = self.sheet(w(f"paper_xlsx.sheets.{kind}", title=title))
        across = sheets.widths(table, w)
        sheets.spread(sheet, across)
        placed = sheets.place(sheet, table, self.head(sheet, table.title) + 1, self.styles, w, across)
        sheet.freeze_panes(placed.first, 1)
        sheet.autofilter(placed.head, 0, max(placed.first, placed.last), len(table.columns) - 1)
        sheets.paper(sheet, self.basis.source, placed)
        return placed

    def head(self, sheet: Any, title: str) -> int:
        """The lines above a table; the row after them. They are not merged, so that columns can be sorted and moved."""
        top = sheets.headed(sheet, [title], 1, self.styles(FONT, bold=True, font_size=15))
        if self.basis.is_sample:
            mark = self.styles(FONT, bold=True, font_color="#B5361C")
            top = sheets.headed(sheet, [self.basis.w("figure.sample")], 1, mark, top)
        return sheets.headed(sheet, self._stamp, 1, self.styles(FONT, italic=True, font_size=11), top)

    @cached_property
    def _stamp(self) -> tuple[str, ...]:
        return (self.basis.source, *self.basis.told(self.wish.year))
