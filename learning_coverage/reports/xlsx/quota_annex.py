"""The annex of a decision about quotas: villages down, years across, with the sums, as a workbook or as CSV."""

import io
from dataclasses import dataclass

from learning_coverage import csv_safety
from learning_coverage.content.table import Column, Table
from learning_coverage.reports.xlsx import sheets
from learning_coverage.wording import Wording

Cell = str | int | None


@dataclass(frozen=True)
class Annex:
    """What stands on the paper from top to bottom; `rows` and `sums` have a cell for each of `head`."""

    heading: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[Cell, ...]
    notes: tuple[str, ...]
    mark: str = ""  # stands above everything: that the figures are invented


def to_csv(annex: Annex) -> bytes:
    """As Vietnamese Excel opens it; no text becomes a formula."""
    lines = [(line,) for line in _above(annex)]
    notes = [(note,) for note in annex.notes]
    return csv_safety.to_csv((*lines, annex.head, *annex.rows, annex.sums, *notes))


def to_xlsx(annex: Annex) -> bytes:
    """One A4 sheet across, text as text and counts as numbers."""
    out, w = io.BytesIO(), Wording()
    with sheets.written(out) as (workbook, styles):
        sheet, table = workbook.add_worksheet(), _table(annex)
        title = {**sheets.FONT, "bold": True, "align": "center", "text_wrap": True}
        mark = [annex.mark] if annex.mark else []
        top = sheets.headed(sheet, mark, len(annex.head), styles(title, font_color="#B5361C"))
        top = sheets.headed(sheet, annex.heading, len(annex.head), styles(title), top)
        across = sheets.widths(table, w)
        sheets.spread(sheet, across)
        placed = sheets.place(sheet, table, top + 1, styles, w, across)
        sheets.paper(sheet, "", placed)
    return out.getvalue()


def _table(annex: Annex) -> Table:
    columns = tuple(Column(label, is_number=place != 1) for place, label in enumerate(annex.head))
    return Table("annex", annex.heading[0], columns, annex.rows, annex.sums, annex.notes)


def _above(annex: Annex) -> list[str]:
    return [line for line in (annex.mark, *annex.heading) if line]
