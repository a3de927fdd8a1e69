"""Rows of coverage as the bars and tables of slides."""

from collections.abc import Sequence
from typing import Any

from learning_coverage.content.table import Share, Table
from learning_coverage.reports.pptx.charts import Bar
from learning_coverage.reports.pptx.deck import ACROSS, BOTTOM, TOP, Deck
from learning_coverage.reports.pptx.tables import SIZE, table
from learning_coverage.reports.pptx.text_fit import pages, row_height
from learning_coverage.reports.pptx.text_run import Said, said
from learning_coverage.statuses import shown
from learning_coverage.wording import Wording

Row = dict[str, Any]
NARROW, STATUS = 1.45, 2.65  # inches of a column of numbers, and of one of verdicts


def bar_of(row: Row, name: str) -> Bar:
    """A row of coverage as a bar."""
    return Bar(name, Share(row["coverage"], row["target"]), row["planned"], row["target"], shown(row))


def labels(w: Wording) -> tuple[str, str, str]:
    """What the three series of bars are called."""
    return w("paper.column.coverage"), w("paper.column.planned"), w("paper.column.target")


def table_of(deck: Deck, slide: Any, of: Table, top: float) -> float:
    """A table that fits below `top`; the place under it."""
    head, rows = lines_of(of, deck.basis.w)
    return table(slide, [head, *rows], widths(of), top, of.title)


def tables_of(deck: Deck, of: Table, title: str, notes: Sequence[str]) -> None:
    """A table over as many slides as it takes, the head on each, the title numbered where there are several."""
    head, rows = lines_of(of, deck.basis.w)
    across = widths(of)
    room = BOTTOM - TOP - row_height(head, across, SIZE)
    found = pages([row_height(row, across, SIZE) for row in rows], room)
    for number, page in enumerate(found, start=1):
        slide = deck.slide(numbered(title, number, len(found), deck.basis.w), notes)
        table(slide, [head, *(rows[row] for row in page)], across, TOP, title)


def numbered(title: str, number: int, of: int, w: Wording) -> str:
    """The title of a slide that goes on from another."""
    return title if of == 1 else w("paper_pptx.part", title=title, n=number, of=of)


def lines_of(of: Table, w: Wording) -> tuple[list[Said], list[list[Said]]]:
    """Head and rows of a table in words; the sum is bold."""
    head = [Said(column.label, is_number=column.is_number) for column in of.columns]
    rows = [
        [
            said(cell, w, is_number=column.is_number, is_bold=line is of.sum)
            for cell, column in zip(line, of.columns, strict=True)
        ]
        for line in of.lines
    ]
    return head, rows


def widths(of: Table) -> list[float]:
    """Numbers narrow, verdicts as wide as their words, the rest of the width shared by the other columns."""
    status = [column for column in range(len(of.columns)) if any(_is_status(line[column]) for line in of.lines)]
    fixed = {n: STATUS if n in status else NARROW for n, c in enumerate(of.columns) if c.is_number or n in status}
    rest = (ACROSS - sum(fixed.values())) / max(1, len(of.columns) - len(fixed))
    return [fixed.get(column, rest) for column in range(len(of.columns))]


def _is_status(cell: object) -> bool:
    return hasattr(cell, "look")
