"""A table written to a sheet, the same way in every workbook: counts and shares as numbers, text as text."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import xlsxwriter

from learning_coverage import csv_safety
from learning_coverage.content.table import Cell, Points, Share, Status, Table, shown
from learning_coverage.statuses import LOOKS
from learning_coverage.wording import Wording

FONT = {"font_name": "Times New Roman", "font_size": 13, "valign": "vcenter"}
IN_TABLE = {**FONT, "border": 1, "text_wrap": True}
COUNT, POINTS = "#,##0", '+#,##0.0;"−"#,##0.0;0.0'
MOST = 40  # letters across, beyond which a column is wrapped
LINE = 18  # points
FOOTER = 255  # letters Excel takes


class Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook, self._made = workbook, dict[tuple[tuple[str, object], ...], Any]()

    def __call__(self, base: dict[str, object], **more: object) -> Any:
        wanted = {**base, **more}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(wanted)
        return self._made[key]


@dataclass(frozen=True)
class Placed:
    """Where a table stands: `head` is the row of its labels, `first` to `last` its rows without the sum, from 0."""

    sheet: Any
    table: Table
    head: int

    @property
    def top(self) -> int:
        """The row of the words above the columns, or the labels where there are none."""
        return self.head - 1 if self.table.groups else self.head

    @property
    def first(self) -> int:
        return self.head + 1

    @property
    def last(self) -> int:
        return self.head + len(self.table.rows)

    @property
    def end(self) -> int:
        """The last row with a figure."""
        return self.head + len(self.table.lines)

    def column(self, label: str) -> int:
        return [column.label for column in self.table.columns].index(label)


@contextmanager
def written(out: io.BytesIO) -> Iterator[tuple[Any, Styles]]:
    """A workbook in which no text becomes a formula, a link or a number."""
    options = {"in_memory": True, **csv_safety.ONLY_TEXT}
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.formats[0].set_font_name(FONT["font_name"])
        workbook.formats[0].set_font_size(FONT["font_size"])
        yield workbook, Styles(workbook)


def headed(sheet: Any, lines: Sequence[str], width: int, style: Any, top: int = 0) -> int:
    """Lines across the width of a table; the row after them."""
    for row, line in enumerate(lines, start=top):
        if width > 1:
            sheet.merge_range(row, 0, row, width - 1, "", style)
        sheet.write_string(row, 0, line, style)
        sheet.set_row(row, LINE * 1.2)
    return top + len(lines)


def place(sheet: Any, table: Table, top: int, styles: Styles, w: Wording, across: Sequence[float]) -> Placed:
    """Write a table from the row `top` on: the words above columns, the labels, the rows, the sum, the notes.

    `across`: how wide the columns are. Heights are set, because not every program finds them itself.
    """
    head = styles(IN_TABLE, bold=True, align="center", bg_color="#EDF2F7")
    placed = Placed(sheet, table, top + 1 if table.groups else top)
    if table.groups:
        _groups(sheet, table, top, head)
    for column, of in enumerate(table.columns):
        sheet.write_string(placed.head, column, of.label, head)
    _high(sheet, placed.head, [column.label for column in table.columns], across)
    for row, cells in enumerate(table.lines, start=placed.first):
        line(sheet, row, cells, styles, w, is_bold=table.sum is not None and row == placed.end)
        _high(sheet, row, [shown(cell, w) for cell in cells], across)
    for row, note in enumerate(table.notes, start=placed.end + 2):
        sheet.write_string(row, 0, note, styles(FONT, italic=True, font_size=11, valign="top"))
    _colour(placed, styles, w)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{placed.end + 1}"})  # a year is a word
    return placed


def widths(table: Table, w: Wording) -> tuple[float, ...]:
    """How wide the columns are: as their longest cell, up to a limit, and as the longest word of their label."""
    return tuple(
        max(9, min(MOST, max((len(shown(line[column], w)) for line in table.lines), default=0)), *map(len, label)) + 2
        for column, label in enumerate(of.label.split() for of in table.columns)
    )


def spread(sheet: Any, across: Sequence[float]) -> None:
    for column, width in enumerate(across):
        sheet.set_column(column, column, width)


def _high(sheet: Any, row: int, texts: Sequence[str], across: Sequence[float]) -> None:
    lines = max(len(wrap(text, int(width))) for text, width in zip(texts, across, strict=False))
    sheet.set_row(row, LINE * max(1, lines))


def paper(sheet: Any, footer: str, placed: Placed | None = None) -> None:
    """A4 on its side, one page wide, the head of the table on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=1.2, right=0.7, top=0.8, bottom=0.9)
    sheet.fit_to_pages(1, 0)
    if placed is not None:
        sheet.repeat_rows(placed.top, placed.head)
    foot(sheet, footer)


def foot(sheet: Any, footer: str) -> None:
    """Source and page number; without a source the number alone."""
    told, pages = footer.replace("&", "&&"), "&R&P/&N"
    sheet.set_footer(f"&L&9 {told[: FOOTER - len(pages) - 5].rstrip('&')}{pages}" if footer else "&C&P")


def _groups(sheet: Any, table: Table, row: int, style: Any) -> None:
    """The words above columns that belong together."""
    column = 0
    for label, span in table.groups:
        if span > 1:
            sheet.merge_range(row, column, row, column + span - 1, "", style)
        sheet.write_string(row, column, label, style)
        column += span


def line(sheet: Any, row: int, cells: Sequence[Cell], styles: Styles, w: Wording, *, is_bold: bool = False) -> None:
    """One line of a table."""
    base = {**IN_TABLE, "bold": True} if is_bold else IN_TABLE
    for column, cell in enumerate(cells):
        _write(sheet, row, column, cell, styles, base, w)


def _write(sheet: Any, row: int, column: int, cell: Cell, styles: Styles, base: dict[str, object], w: Wording) -> None:
    """What is not known is left blank, so that no sum and no chart takes it for a zero."""
    match cell:
        case None | "" | Share(None) | Points(None):
            sheet.write_blank(row, column, None, styles(base))
        case int():
            sheet.write_number(row, column, cell, styles(base, num_format=COUNT))
        case Share(float(value)):
            sheet.write_number(row, column, value, styles(base, num_format=percent(cell.decimals)))
        case Points(float(value)):
            sheet.write_number(row, column, value * 100, styles(base, num_format=POINTS))
        case _:
            sheet.write_string(row, column, shown(cell, w), styles(base))


def percent(decimals: int) -> str:
    """The format of a share with so many decimals."""
    return f"0.{'0' * decimals}%"


def _colour(placed: Placed, styles: Styles, w: Wording) -> None:
    """The colour of a status follows its word, also when somebody writes another one."""
    table, last = placed.table, max(placed.first, placed.end)
    for column in range(len(table.columns)):
        found = {cell for line in table.lines if isinstance(cell := line[column], Status)}
        for status in sorted(found, key=lambda status: [*LOOKS].index(status.id)):
            look = styles({"bg_color": status.look.colour, "font_color": status.look.ink})
            rule = {"type": "cell", "criteria": "==", "value": f'"{shown(status, w)}"', "format": look}
            placed.sheet.conditional_format(placed.first, column, last, column, rule)
