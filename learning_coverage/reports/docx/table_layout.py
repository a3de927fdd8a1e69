"""A table as Word's own: the head again on every page, no row cut in two, widths after what stands in the cells."""

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

from learning_coverage.content.table import Cell, Column, Status, Table, shown
from learning_coverage.reports.docx import styles
from learning_coverage.reports.docx.markup import add_field, cell_margins, element, set_child
from learning_coverage.wording import Wording

_HEAD_FILL = "F2F2F2"
_LETTER, _MARGINS = Mm(2), Mm(4)  # of a word in a cell: a letter, and the room beside it
_SIDE = 85  # the room at each side of a cell, in twentieths of a point
_FEW, _OF_FEW = 3, 0.6  # so few columns take but a part of the page
_SHORTEST, _LONG = 3, 40  # letters of a word there is always room for, and a cell may ask for on one line
_WHOLE = 10  # a table of so many lines is kept on one page


class Grids:
    """Puts tables into one document and counts them."""

    def __init__(self, document: Document, w: Wording) -> None:
        self._document, self._w, self._count = document, w, 0
        # by id: to look a style up by its name for every cell takes longer than everything else together
        self._cell_styles = {key: document.styles[styles.name(key, w)].style_id for key in ("head", "text", "figure")}

    def add(self, table: Table, width: Length, numbered: int = 0) -> None:
        """A table with its caption above and notes below; its first `numbered` rows get a number before them."""
        self._caption(table.title)
        self._draw(_numbered(table, numbered, self._w) if numbered else table, width)
        for note in table.notes:
            self._document.add_paragraph(note, styles.name("note", self._w))
        if not table.notes:
            self._document.add_paragraph(style=styles.name("after_table", self._w))

    def _caption(self, title: str) -> None:
        self._count += 1
        paragraph = self._document.add_paragraph(f"{self._w('paper_docx.table')} ", "Caption")
        add_field(paragraph, f"SEQ {self._w('paper_docx.table')} \\* ARABIC", str(self._count))
        paragraph.add_run(f". {title}")

    def _draw(self, table: Table, width: Length) -> None:
        w, groups = self._w, table.groups
        heads = 2 if groups else 1
        made = self._document.add_table(heads + len(table.lines), len(table.columns), "Table Grid")
        made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        set_child(made._tbl.tblPr, cell_margins(_SIDE), "w:tblLook")
        made._tbl.tblPr.append(element("tblCaption", val=table.title))  # what a screen reader calls it
        rows = list(made.rows)
        self._head(rows[:heads], table.columns, groups)
        for row, line in zip(rows[heads:], table.lines, strict=True):
            is_sum = line is table.sum
            texts = [shown(cell, w) for cell in line]
            self._fill(row, texts, map(_look, line, table.columns), bold=is_sum)
        _set_widths(made, _widths(table, width, w))
        _keep(rows, heads)

    def _head(self, rows: Sequence[_Row], columns: Sequence[Column], groups: Sequence[tuple[str, int]]) -> None:
        """One line, or two where columns are grouped; a column without a group goes through both."""
        if groups:
            spans = list(pairwise(accumulate((span for _, span in groups), initial=0)))
            above = [""] * len(columns)
            for (start, _), (group, _) in zip(spans, groups, strict=True):
                above[start] = group or columns[start].label
            self._fill(rows[0], above, ["head"] * len(columns))
        below = [column.label if column.group or not groups else "" for column in columns]
        self._fill(rows[-1], below, ["head"] * len(columns))
        for row in rows:
            for cell in row.cells:
                cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=_HEAD_FILL))
        if groups:
            _merge(rows, spans, [group for group, _ in groups])

    def _fill(self, row: _Row, texts: Iterable[str], looks: Iterable[str], *, bold: bool = False) -> None:
        for cell, text, look in zip(row.cells, texts, looks, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph._p.style = self._cell_styles[look]
            paragraph.add_run(text).bold = bold or None
            cell.vertical_alignment = ALIGN.CENTER


def _merge(rows: Sequence[_Row], spans: Sequence[tuple[int, int]], groups: Sequence[str]) -> None:
    upper, lower = rows[0].cells, rows[1].cells
    for (start, end), group in zip(spans, groups, strict=True):
        if group:
            _joined(upper[start], upper[end - 1])
        else:
            _joined(upper[start], lower[start])


def _joined(first: _Cell, last: _Cell) -> None:
    """One cell of two; the empty lines Word would keep of the others go."""
    if first._tc is last._tc:
        return
    whole = first.merge(last)
    for paragraph in whole.paragraphs:
        if not paragraph.text and len(whole.paragraphs) > 1:
            whole._tc.remove(paragraph._p)


def _numbered(table: Table, rows: int, w: Wording) -> Table:
    """The table with a first column that numbers its first rows; sums of groups below them have no number."""
    places = [str(place) if place <= rows else "" for place in range(1, len(table.rows) + 1)]
    return Table(
        table.id,
        table.title,
        (Column(w("paper_docx.place_in_list")), *table.columns),
        tuple((place, *row) for place, row in zip(places, table.rows, strict=True)),
        None if table.sum is None else ("", *table.sum),
        table.notes,
    )


def _widths(table: Table, width: Length, w: Wording) -> list[int]:
    """Every column has room for its longest word, then for its longest cell on one line, then all grow alike.

    Columns of numbers are as wide as each other where there is room for it.
    """
    room = width * (_OF_FEW if len(table.columns) <= _FEW else 1)
    sizes = [_size(table, place, w) for place in range(len(table.columns))]
    numbers = [size for size, column in zip(sizes, table.columns, strict=True) if column.is_number]
    widest = tuple(map(max, zip(*numbers, strict=True))) if numbers else (0, 0)
    alike = [widest if column.is_number else size for size, column in zip(sizes, table.columns, strict=True)]
    has_words = widest[1] > 0  # verdicts among the numbers: they would be broken in one year and not in the next
    if not table.groups and sum(map(sum, alike) if not has_words else (least for least, _ in alike)) <= room:
        sizes = alike
    left = max(0, room - sum(least for least, _ in sizes))
    given = min(1.0, left / (sum(wanted for _, wanted in sizes) or 1))
    wide = [least + given * wanted for least, wanted in sizes]
    return [int(one * room / sum(wide)) for one in wide]


def _size(table: Table, place: int, w: Wording) -> tuple[int, ...]:
    """What a column needs for its longest word, and what more for its longest cell."""
    cells = [shown(line[place], w) for line in table.lines]
    word = max(_SHORTEST, *(len(word) for text in (table.columns[place].label, *cells) for word in text.split()))
    longest = min(_LONG, max(map(len, cells), default=0))
    return _MARGINS + word * _LETTER, max(0, longest - word) * _LETTER


def _set_widths(made: WordTable, widths: Sequence[int]) -> None:
    """In the grid and in every cell: Word believes the one, LibreOffice the other."""
    for column, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Length(width)
    for row in made._tbl.tr_lst:
        left = iter(widths)
        for cell in row.tc_lst:
            cell.width = Length(sum(islice(left, cell.grid_span)))


def _keep(rows: Sequence[_Row], heads: int) -> None:
    """No row is cut, the head comes again on every page, a short table stays on one, and no line is left alone."""
    for number, row in enumerate(rows):
        properties: Any = row._tr.get_or_add_trPr()
        properties.append(element("cantSplit"))
        if number < heads:
            properties.append(element("tblHeader"))
        is_last = number == len(rows) - 1
        if not is_last and (len(rows) <= _WHOLE or number < heads + 2 or number >= len(rows) - 3):
            for paragraph in row._tr.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()


def _look(cell: Cell, column: Column) -> str:
    """Words are set as words even where a column has numbers."""
    return "figure" if column.is_number and not isinstance(cell, str | Status) else "text"
