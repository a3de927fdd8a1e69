"""The numbers behind a picture as a table of text, the same columns under every picture."""

from collections.abc import Callable, Sequence
from typing import Any

from learning_coverage.content import row_texts
from learning_coverage.queries.rows import FigureRow, PredecessorRow
from learning_coverage.ui.page.frame import Page


def build(
    page: Page,
    label: str,
    rows: Sequence[FigureRow],
    name_of: Callable[[FigureRow], str],
    former: Sequence[PredecessorRow] = (),
) -> dict[str, Any]:
    """`head` and `rows` of a figure's table; `label` is the word above what `name_of` says of a row of coverage.

    The sums of `former` villages stand first, by their year.
    """
    columns = ("recognised", "denominator", "coverage", "planned", "missing", "status")
    return {
        "head": [label, *(page.w(f"counts.{column}") for column in columns)],
        "rows": [
            *(_format_former(page, row) for row in former),
            *([name_of(row), *_format_cells(page, row)] for row in rows),
        ],
    }


def make_title_namer(page: Page) -> Callable[[FigureRow], str]:
    """A function that names a row by its indicator."""
    return lambda row: page.w.translate(page.config.indicators[row["indicator_id"]].name)


def _format_cells(page: Page, row: FigureRow) -> list[str]:
    w = page.w
    over = row_texts.format_reported(row, w)
    status = " · ".join(part for part in (row_texts.format_status(row, w), over) if part)
    if row["kind"] == "grade":
        return [row["grade"] or w.count(None), *[w.count(None)] * 4, status]
    return [
        w.count(row["numerator"]),
        w.count(row["denominator"]),
        row_texts.format_share(row, w),
        row_texts.format_planned(row, w),
        w.count(row["missing"]),
        status,
    ]


def _format_former(page: Page, row: PredecessorRow) -> list[str]:
    w = page.w
    word = w("status.by_part") if row["by_part"] else w("matrix.former")
    counts = w.count(row["numerator"]), w.count(row["denominator"])
    return [str(row["year"]), *counts, w.share(row["coverage"]), w.count(None), w.count(None), word]
