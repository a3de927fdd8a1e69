"""The annex of a decision about quotas: villages down, years across, with the sums, as a workbook or as CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

Cell = str | int | None
RISKY = ("=", "+", "-", "@", "\t", "\r", "\0", "|")  # what a spreadsheet takes for a formula in a CSV


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
    """As Vietnamese Excel opens it by a double click: UTF-8 with BOM, semicolons; no text becomes a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerows([[line] for line in map(_text, _above(annex))])
    writer.writerows([_text(cell) for cell in line] for line in (annex.head, *annex.rows, annex.sums))
    writer.writerows([[_text(note)] for note in annex.notes])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(annex: Annex) -> bytes:
    """One A4 sheet across, text as text and counts as numbers."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.formats[0].set_font_name("Times New Roman")
        workbook.formats[0].set_font_size(13)
        _fill(workbook, workbook.add_worksheet(), annex)
    return out.getvalue()


def _fill(workbook: Any, sheet: Any, annex: Annex) -> None:
    styles = _styles(workbook)
    above = _above(annex)
    last = len(annex.head) - 1
    for number, line in enumerate(above):
        sheet.merge_range(number, 0, number, last, "", styles["mark" if line == annex.mark else "heading"])
        sheet.write_string(number, 0, line, styles["mark" if line == annex.mark else "heading"])
    top = len(above) + 1
    _line(sheet, top, annex.head, styles["head"], styles["head"])
    for number, row in enumerate(annex.rows, start=top + 1):
        _line(sheet, number, row, styles["text"], styles["number"])
    bottom = top + 1 + len(annex.rows)
    _line(sheet, bottom, annex.sums, styles["sum"], styles["sum_number"])
    for number, note in enumerate(annex.notes, start=bottom + 2):
        sheet.write_string(number, 0, note, styles["note"])
    _page(sheet, top, last)


def _page(sheet: Any, top: int, last: int) -> None:
    """Landscape A4 one page wide; the head of the table on every page."""
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, last, 12)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=1.2, right=0.7, top=0.8, bottom=0.8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    sheet.set_footer("&C&P")


def _line(sheet: Any, number: int, cells: Sequence[Cell], text: Any, count: Any) -> None:
    for column, cell in enumerate(cells):
        if cell is None:
            sheet.write_blank(number, column, None, text)
        elif isinstance(cell, str):
            sheet.write_string(number, column, cell, text)
        else:
            sheet.write_number(number, column, cell, count)


def _styles(workbook: Any) -> dict[str, Any]:
    font = {"font_name": "Times New Roman", "font_size": 13, "valign": "vcenter"}
    table = {**font, "border": 1, "text_wrap": True}
    kinds = {
        "mark": {**font, "bold": True, "align": "center", "font_color": "#B5361C"},
        "heading": {**font, "bold": True, "align": "center", "text_wrap": True},
        "head": {**table, "bold": True, "align": "center"},
        "text": table,
        "number": {**table, "num_format": "#,##0"},
        "sum": {**table, "bold": True},
        "sum_number": {**table, "bold": True, "num_format": "#,##0"},
        "note": {**font, "italic": True, "font_size": 11},
    }
    return {name: workbook.add_format(kind) for name, kind in kinds.items()}


def _above(annex: Annex) -> list[str]:
    return [line for line in (annex.mark, *annex.heading) if line]


def _text(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip().startswith(RISKY) else cell
