"""The annex of a decision about quotas: villages down, years across, with the sums, as a workbook or as CSV."""

import io
from dataclasses import dataclass

from learning_coverage import csv_safety
from learning_coverage.content.table import Column, Table
from learning_coverage.reports.xlsx import table_writer
from learning_coverage.wording import Wording

Cell = str | int | None


@dataclass(frozen=True)
class Annex:
    """The annex from top to bottom; `rows` and `sums` have a cell for each of `columns`."""

    heading: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[Cell, ...]
    notes: tuple[str, ...]
    mark: str = ""  # the mark of the sample, above everything


def to_csv(annex: Annex) -> bytes:
    """The CSV for Vietnamese Excel; no text becomes a formula."""
    lines = [(line,) for line in _list_heading_lines(annex)]
    notes = [(note,) for note in annex.notes]
    return csv_safety.to_csv((*lines, annex.columns, *annex.rows, annex.sums, *notes))


def to_xlsx(annex: Annex) -> bytes:
    """The .xlsx: one landscape A4 sheet, texts as text and counts as numbers."""
    out, w = io.BytesIO(), Wording()
    with table_writer.open_workbook(out) as (workbook, formats):
        sheet, table = workbook.add_worksheet(), _build_table(annex)
        title = {**table_writer.BASE_FORMAT, "bold": True, "align": "center", "text_wrap": True}
        mark = [annex.mark] if annex.mark else []
        top = table_writer.write_heading(sheet, mark, len(annex.columns), formats(title, font_color="#B5361C"))
        top = table_writer.write_heading(sheet, annex.heading, len(annex.columns), formats(title), top)
        column_widths = table_writer.compute_widths(table, w)
        table_writer.set_widths(sheet, column_widths)
        placed = table_writer.write_table(sheet, table, top + 1, formats, w, column_widths)
        table_writer.set_page(sheet, "", placed)
    return out.getvalue()


def _build_table(annex: Annex) -> Table:
    columns = tuple(Column(label, is_number=place != 1) for place, label in enumerate(annex.columns))
    return Table("annex", annex.heading[0], columns, annex.rows, annex.sums, annex.notes)


def _list_heading_lines(annex: Annex) -> list[str]:
    return [line for line in (annex.mark, *annex.heading) if line]
