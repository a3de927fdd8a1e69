"""Native tables of Word: head on every page, unbroken rows, column widths by content."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, islice, pairwise
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as ALIGN
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from learning_coverage.content.table import Cell, Column, Status, Table, format_cell
from learning_coverage.reports.docx import styles
from learning_coverage.reports.docx.markup import add_field, make_cell_margins, make_element, set_child
from learning_coverage.wording import Wording

_HEAD_FILL = "F2F2F2"
_LETTER_WIDTH, _CELL_MARGINS = Mm(2), Mm(4)  # widths of a letter and of the margins of a cell
_SIDE_MARGIN = 85  # of a cell, in twentieths of a point
_FEW_COLUMNS, _FEW_COLUMNS_SHARE = 3, 0.6  # a table of so few columns fills that part of the page
_MIN_LETTERS, _MAX_LETTERS = 3, 40  # letters a column always has room for, and a cell may ask for on one line
_MAX_UNBROKEN_ROWS = 10  # rows of a table that stays on one page


class TableWriter:
    """Writes tables into one document and numbers their captions."""

    def __init__(self, document: Document, w: Wording) -> None:
        self._document, self._w, self._count = document, w, 0
        # by id: a look-up by name for every cell takes longer than everything else together
        self._cell_styles = {
            key: document.styles[styles.get_name(key, w)].style_id for key in ("head", "text", "figure")
        }

    def add(self, table: Table, width: Length, numbered_rows: int = 0) -> None:
        """A table with its caption above and notes below; a first column numbers its first `numbered_rows` rows."""
        self._add_caption(table.title)
        self._add_table(_number_rows(table, numbered_rows, self._w) if numbered_rows else table, width)
        for note in table.notes:
            self._document.add_paragraph(note, styles.get_name("note", self._w))
        if not table.notes:
            self._document.add_paragraph(style=styles.get_name("after_table", self._w))

    def _add_caption(self, title: str) -> None:
        self._count += 1
        paragraph = self._document.add_paragraph(f"{self._w('paper_docx.table')} ", "Caption")
        add_field(paragraph, f"SEQ {self._w('paper_docx.table')} \\* ARABIC", str(self._count))
        paragraph.add_run(f". {title}")

    def _add_table(self, table: Table, width: Length) -> None:
        w, groups = self._w, table.groups
        header_rows = 2 if groups else 1
        word_table = self._document.add_table(header_rows + len(table.all_rows), len(table.columns), "Table Grid")
        word_table.alignment, word_table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        set_child(word_table._tbl.tblPr, make_cell_margins(_SIDE_MARGIN), "w:tblLook")
        word_table._tbl.tblPr.append(make_element("tblCaption", val=table.title))  # read by screen readers
        rows = list(word_table.rows)
        self._write_header(rows[:header_rows], table.columns, groups)
        for row, line in zip(rows[header_rows:], table.all_rows, strict=True):
            is_sum = line is table.sum
            texts = [format_cell(cell, w) for cell in line]
            self._write_row(row, texts, map(_choose_style, line, table.columns), bold=is_sum)
        _set_widths(word_table, _compute_widths(table, width, w))
        _set_page_breaks(rows, header_rows)

    def _write_header(self, rows: Sequence[_Row], columns: Sequence[Column], groups: Sequence[tuple[str, int]]) -> None:
        """One header row, or two where columns are grouped; a column without a group spans both."""
        if groups:
            spans = list(pairwise(accumulate((span for _, span in groups), initial=0)))
            above = [""] * len(columns)
            for (start, _), (group, _) in zip(spans, groups, strict=True):
                above[start] = group or columns[start].label
            self._write_row(rows[0], above, ["head"] * len(columns))
        below = [column.label if column.group_label or not groups else "" for column in columns]
        self._write_row(rows[-1], below, ["head"] * len(columns))
        for row in rows:
            for cell in row.cells:
                cell._tc.get_or_add_tcPr().append(make_element("shd", val="clear", color="auto", fill=_HEAD_FILL))
        if groups:
            _merge_header(rows, spans, [group for group, _ in groups])

    def _write_row(self, row: _Row, texts: Iterable[str], style_keys: Iterable[str], *, bold: bool = False) -> None:
        for cell, text, style_key in zip(row.cells, texts, style_keys, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph._p.style = self._cell_styles[style_key]
            paragraph.add_run(text).bold = bold or None
            cell.vertical_alignment = ALIGN.CENTER


def _merge_header(rows: Sequence[_Row], spans: Sequence[tuple[int, int]], groups: Sequence[str]) -> None:
    upper, lower = rows[0].cells, rows[1].cells
    for (start, end), group in zip(spans, groups, strict=True):
        if group:
            _merge_cells(upper[start], upper[end - 1])
        else:
            _merge_cells(upper[start], lower[start])


def _merge_cells(first: _Cell, last: _Cell) -> None:
    """Merge two cells and remove the empty paragraphs that remain of the second."""
    if first._tc is last._tc:
        return
    merged = first.merge(last)
    for paragraph in merged.paragraphs:
        if not paragraph.text and len(merged.paragraphs) > 1:
            merged._tc.remove(paragraph._p)


def _number_rows(table: Table, rows: int, w: Wording) -> Table:
    """The table with a first column that numbers the first `rows` rows; sums below have no number."""
    places = [str(place) if place <= rows else "" for place in range(1, len(table.rows) + 1)]
    return Table(
        table.id,
        table.title,
        (Column(w("paper_docx.place_in_list")), *table.columns),
        tuple((place, *row) for place, row in zip(places, table.rows, strict=True)),
        None if table.sum is None else ("", *table.sum),
        table.notes,
    )


def _compute_widths(table: Table, width: Length, w: Wording) -> list[int]:
    """Widths: first the longest word of each column, then its longest cell, then the rest in proportion.

    Columns of numbers are as wide as each other where there is room for it.
    """
    available = width * (_FEW_COLUMNS_SHARE if len(table.columns) <= _FEW_COLUMNS else 1)
    sizes = [_measure_column(table, place, w) for place in range(len(table.columns))]
    numbers = [size for size, column in zip(sizes, table.columns, strict=True) if column.is_number]
    widest = tuple(map(max, zip(*numbers, strict=True))) if numbers else (0, 0)
    equal_sizes = [widest if column.is_number else size for size, column in zip(sizes, table.columns, strict=True)]
    has_words = widest[1] > 0  # statuses among numbers: equal widths would break them
    if (
        not table.groups
        and sum(map(sum, equal_sizes) if not has_words else (least for least, _ in equal_sizes)) <= available
    ):
        sizes = equal_sizes
    left = max(0, available - sum(least for least, _ in sizes))
    given = min(1.0, left / (sum(wanted for _, wanted in sizes) or 1))
    wide = [least + given * wanted for least, wanted in sizes]
    return [int(one * available / sum(wide)) for one in wide]


def _measure_column(table: Table, place: int, w: Wording) -> tuple[int, ...]:
    """The width of the longest word of a column, and the additional width of its longest cell."""
    cells = [format_cell(line[place], w) for line in table.all_rows]
    word = max(_MIN_LETTERS, *(len(word) for text in (table.columns[place].label, *cells) for word in text.split()))
    longest = min(_MAX_LETTERS, max(map(len, cells), default=0))
    return _CELL_MARGINS + word * _LETTER_WIDTH, max(0, longest - word) * _LETTER_WIDTH


def _set_widths(word_table: WordTable, widths: Sequence[int]) -> None:
    """Set widths in the grid, read by Word, and in every cell, read by LibreOffice."""
    for column, width in zip(word_table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Length(width)
    for row in word_table._tbl.tr_lst:
        left = iter(widths)
        for cell in row.tc_lst:
            cell.width = Length(sum(islice(left, cell.grid_span)))


def _set_page_breaks(rows: Sequence[_Row], header_rows: int) -> None:
    """Unbroken rows, head on every page, short tables on one page, no single row on a page."""
    for number, row in enumerate(rows):
        properties: Any = row._tr.get_or_add_trPr()
        properties.append(make_element("cantSplit"))
        if number < header_rows:
            properties.append(make_element("tblHeader"))
        is_last = number == len(rows) - 1
        if not is_last and (len(rows) <= _MAX_UNBROKEN_ROWS or number < header_rows + 2 or number >= len(rows) - 3):
            for paragraph in row._tr.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()


def _choose_style(cell: Cell, column: Column) -> str:
    """The style of a cell; a text in a column of numbers has the style of texts."""
    return "figure" if column.is_number and not isinstance(cell, str | Status) else "text"
