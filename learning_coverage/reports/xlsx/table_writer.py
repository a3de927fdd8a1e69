"""Tables written to sheets: counts and shares as numbers, texts as text."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import xlsxwriter

from learning_coverage import csv_safety
from learning_coverage.content.table import Cell, Points, Share, Status, Table, format_cell
from learning_coverage.reports.xlsx.status_format import get_status_format
from learning_coverage.statuses import STATUS_STYLES
from learning_coverage.wording import Wording

BASE_FORMAT = {"font_name": "Times New Roman", "font_size": 13, "valign": "vcenter"}
CELL_FORMAT = {**BASE_FORMAT, "border": 1, "text_wrap": True}
COUNT_FORMAT = "#,##0"
MAX_COLUMN_LETTERS = 40  # longer texts are wrapped
LINE_HEIGHT = 18  # points
NOTE_ROWS_BELOW = 4  # rows from the last one of a table to its notes: between them is room for rows of a chart
MAX_FOOTER_LETTERS = 255  # limit of Excel


class Formats:
    """The formats of a workbook, each created once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook, self._formats = workbook, dict[tuple[tuple[str, object], ...], Any]()

    def __call__(self, base: dict[str, object], **more: object) -> Any:
        wanted = {**base, **more}
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(wanted)
        return self._formats[key]


@dataclass(frozen=True)
class PlacedTable:
    """The position of a table in a sheet; rows count from 0."""

    sheet: Any
    table: Table
    header_row: int

    @property
    def top_row(self) -> int:
        """The row of the group labels, or of the labels without groups."""
        return self.header_row - 1 if self.table.groups else self.header_row

    @property
    def first_row(self) -> int:
        """The first row below the labels."""
        return self.header_row + 1

    @property
    def last_row(self) -> int:
        """The last row without the sum."""
        return self.header_row + len(self.table.rows)

    @property
    def end_row(self) -> int:
        """The last row of the table, the sum included."""
        return self.header_row + len(self.table.all_rows)

    def find_column(self, label: str) -> int:
        """The index of the column with this label, from 0; ValueError without it."""
        return [column.label for column in self.table.columns].index(label)


@contextmanager
def open_workbook(out: io.BytesIO) -> Iterator[tuple[Any, Formats]]:
    """A workbook in which no text becomes a formula, a link or a number."""
    options = {"in_memory": True, **csv_safety.XLSX_TEXT_OPTIONS}
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.formats[0].set_font_name(BASE_FORMAT["font_name"])
        workbook.formats[0].set_font_size(BASE_FORMAT["font_size"])
        yield workbook, Formats(workbook)


def write_heading(sheet: Any, lines: Sequence[str], width: int, cell_format: Any, top: int = 0) -> int:
    """Write lines across the width of a table; returns the row below."""
    for row, line in enumerate(lines, start=top):
        if width > 1:
            sheet.merge_range(row, 0, row, width - 1, "", cell_format)
        sheet.write_string(row, 0, line, cell_format)
        sheet.set_row(row, LINE_HEIGHT * 1.2)
    return top + len(lines)


def write_table(
    sheet: Any, table: Table, top: int, formats: Formats, w: Wording, column_widths: Sequence[float]
) -> PlacedTable:
    """Write a table from the row `top` on: group labels, labels, rows, sum, notes.

    `across`: how wide the columns are. Heights are set, because not every program finds them itself.
    """
    head = formats(CELL_FORMAT, bold=True, align="center", bg_color="#EDF2F7")
    placed = PlacedTable(sheet, table, top + 1 if table.groups else top)
    if table.groups:
        _write_groups(sheet, table, top, head)
    for column, of in enumerate(table.columns):
        sheet.write_string(placed.header_row, column, of.label, head)
    _set_height(sheet, placed.header_row, [column.label for column in table.columns], column_widths)
    for row, cells in enumerate(table.all_rows, start=placed.first_row):
        write_row(sheet, row, cells, formats, w, is_bold=table.sum is not None and row == placed.end_row)
        _set_height(sheet, row, [format_cell(cell, w) for cell in cells], column_widths)
    for row, note in enumerate(table.notes, start=placed.end_row + NOTE_ROWS_BELOW):
        sheet.write_string(row, 0, note, formats(BASE_FORMAT, italic=True, font_size=11, valign="top"))
    _colour_statuses(placed, formats, w)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{placed.end_row + 1}"})  # a year is a text
    return placed


def compute_widths(table: Table, w: Wording) -> tuple[float, ...]:
    """Widths of the columns in letters: the longest cell up to a limit, at least the longest word of the label."""
    return tuple(
        max(
            9,
            min(MAX_COLUMN_LETTERS, max((len(format_cell(line[column], w)) for line in table.all_rows), default=0)),
            *map(len, label),
        )
        + 2
        for column, label in enumerate(of.label.split() for of in table.columns)
    )


def set_widths(sheet: Any, column_widths: Sequence[float]) -> None:
    """Set the widths of the columns, in letters."""
    for column, width in enumerate(column_widths):
        sheet.set_column(column, column, width)


def _set_height(sheet: Any, row: int, texts: Sequence[str], column_widths: Sequence[float]) -> None:
    lines = max(len(wrap(text, int(width))) for text, width in zip(texts, column_widths, strict=False))
    sheet.set_row(row, LINE_HEIGHT * max(1, lines))


def set_page(sheet: Any, footer: str, placed: PlacedTable | None = None) -> None:
    """Print settings: landscape A4, one page wide, the head of the table on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=1.2, right=0.7, top=0.8, bottom=0.9)
    sheet.fit_to_pages(1, 0)
    if placed is not None:
        sheet.repeat_rows(placed.top_row, placed.header_row)
    set_footer(sheet, footer)


def set_footer(sheet: Any, footer: str) -> None:
    """Source and page number; only the number without a source."""
    text, pages = footer.replace("&", "&&"), "&R&P/&N"
    sheet.set_footer(f"&L&9 {text[: MAX_FOOTER_LETTERS - len(pages) - 5].rstrip('&')}{pages}" if footer else "&C&P")


def _write_groups(sheet: Any, table: Table, row: int, cell_format: Any) -> None:
    """Write the labels above columns that belong together."""
    column = 0
    for label, span in table.groups:
        if span > 1:
            sheet.merge_range(row, column, row, column + span - 1, "", cell_format)
        sheet.write_string(row, column, label, cell_format)
        column += span


def write_row(
    sheet: Any, row: int, cells: Sequence[Cell], formats: Formats, w: Wording, *, is_bold: bool = False
) -> None:
    """Write a row of a table."""
    base = {**CELL_FORMAT, "bold": True} if is_bold else CELL_FORMAT
    for column, cell in enumerate(cells):
        _write_cell(sheet, row, column, cell, formats, base, w)


def _write_cell(
    sheet: Any, row: int, column: int, cell: Cell, formats: Formats, base_format: dict[str, object], w: Wording
) -> None:
    """Write a cell; an unknown value is left blank, so that no sum or chart counts it as zero."""
    match cell:
        case None | "" | Share(None):
            sheet.write_blank(row, column, None, formats(base_format))
        case int():
            sheet.write_number(row, column, cell, formats(base_format, num_format=COUNT_FORMAT))
        case Share(float(value)):
            sheet.write_number(row, column, value, formats(base_format, num_format=get_percent_format(cell.decimals)))
        case Points() if cell.value is None:
            sheet.write_blank(row, column, None, formats(base_format))
        case Points():
            sheet.write_number(
                row, column, cell.value, formats(base_format, num_format=get_points_format(cell.decimals))
            )
        case _:
            sheet.write_string(row, column, format_cell(cell, w), formats(base_format))


def get_percent_format(decimals: int) -> str:
    """The number format of a share with so many decimals."""
    return f"0.{'0' * decimals}%"


def get_points_format(decimals: int) -> str:
    """The number format of a difference in points with so many decimals."""
    number = f"#,##0.{'0' * decimals}"
    return f'+{number};"−"{number};0.{"0" * decimals}'


def _colour_statuses(placed: PlacedTable, formats: Formats, w: Wording) -> None:
    """Colour statuses by a conditional format, so that the colour changes with the word; some are outlined."""
    table, last = placed.table, max(placed.first_row, placed.end_row)
    for column in range(len(table.columns)):
        statuses = {cell for line in table.all_rows if isinstance(cell := line[column], Status)}
        for status in sorted(statuses, key=lambda status: [*STATUS_STYLES].index(status.id)):
            style = formats(get_status_format(status))
            rule = {"type": "cell", "criteria": "==", "value": f'"{format_cell(status, w)}"', "format": style}
            placed.sheet.conditional_format(placed.first_row, column, last, column, rule)
