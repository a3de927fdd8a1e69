"""Rows of coverage as bars and tables of slides."""

from collections.abc import Sequence
from typing import Any

from learning_coverage.content import row_texts
from learning_coverage.content.table import Table
from learning_coverage.queries.rows import FigureRow
from learning_coverage.reports.pptx.charts import Bar
from learning_coverage.reports.pptx.deck import BOTTOM, CONTENT_WIDTH, TOP, Deck
from learning_coverage.reports.pptx.tables import FONT_SIZE, draw_table
from learning_coverage.reports.pptx.text_fit import measure_row, paginate
from learning_coverage.reports.pptx.text_run import TextRun, cell_to_run
from learning_coverage.wording import Wording

NUMBER_WIDTH, STATUS_WIDTH = 1.45, 2.65  # inches of a column of numbers, of one of statuses


def to_bar(row: FigureRow, name: str) -> Bar:
    """A row of coverage as a bar."""
    planned = None if row["status"] == "incomplete" else row["planned"]
    return Bar(name, row_texts.build_share(row), planned, row["target"], row_texts.build_status(row))


def list_series_names(w: Wording) -> tuple[str, str, str]:
    """The names of the three series of a bar chart."""
    return w("paper.column.coverage"), w("paper.column.planned"), w("paper.column.target")


def add_table(deck: Deck, slide: Any, data: Table, top: float) -> float:
    """Add a table below `top`; returns its bottom, in inches."""
    head, rows = table_to_runs(data, deck.basis.w)
    return draw_table(slide, [head, *rows], compute_widths(data), top, data.title)


def add_table_slides(deck: Deck, data: Table, title: str, notes: Sequence[str]) -> None:
    """Add a table over as many slides as it needs, with the head on each and numbered titles."""
    head, rows = table_to_runs(data, deck.basis.w)
    column_widths = compute_widths(data)
    max_height = BOTTOM - TOP - measure_row(head, column_widths, FONT_SIZE)
    slide_rows = paginate([measure_row(row, column_widths, FONT_SIZE) for row in rows], max_height)
    for number, page in enumerate(slide_rows, start=1):
        slide = deck.add_slide(number_title(title, number, len(slide_rows), deck.basis.w), notes)
        draw_table(slide, [head, *(rows[row] for row in page)], column_widths, TOP, title)


def number_title(title: str, number: int, total: int, w: Wording) -> str:
    """The title of a slide with its number, where a topic has several."""
    return title if total == 1 else w("paper_pptx.part", title=title, n=number, of=total)


def table_to_runs(data: Table, w: Wording) -> tuple[list[TextRun], list[list[TextRun]]]:
    """Head and rows of a table as runs of text; the sum is bold."""
    head = [TextRun(column.label, is_number=column.is_number) for column in data.columns]
    rows = [
        [
            cell_to_run(cell, w, is_number=column.is_number, is_bold=line is data.sum)
            for cell, column in zip(line, data.columns, strict=True)
        ]
        for line in data.all_rows
    ]
    return head, rows


def compute_widths(data: Table) -> list[float]:
    """Widths in inches: fixed for numbers and statuses, equal shares of the rest for other columns."""
    status = [column for column in range(len(data.columns)) if any(_is_status(line[column]) for line in data.all_rows)]
    fixed_widths = {
        n: STATUS_WIDTH if n in status else NUMBER_WIDTH
        for n, c in enumerate(data.columns)
        if c.is_number or n in status
    }
    rest = (CONTENT_WIDTH - sum(fixed_widths.values())) / max(1, len(data.columns) - len(fixed_widths))
    return [fixed_widths.get(column, rest) for column in range(len(data.columns))]


def _is_status(cell: object) -> bool:
    return hasattr(cell, "style")
