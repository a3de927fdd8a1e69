"""The numbers behind a picture as a table of text, the same columns under every picture."""

from collections.abc import Callable, Sequence
from typing import Any

from learning_coverage.queries.rows import FigureRow
from learning_coverage.statuses import display_status
from learning_coverage.ui.page.frame import Page


def build(page: Page, label: str, rows: Sequence[FigureRow], name_of: Callable[[FigureRow], str]) -> dict[str, Any]:
    """`head` and `rows` of a figure's table; `label` is the word above what `naming` says of a row of coverage."""
    columns = ("recognised", "denominator", "coverage", "planned", "missing", "status")
    return {
        "head": [label, *(page.w(f"counts.{column}") for column in columns)],
        "rows": [[name_of(row), *_format_cells(page, row)] for row in rows],
    }


def make_title_namer(page: Page) -> Callable[[FigureRow], str]:
    """A function that names a row by its indicator."""
    return lambda row: page.w.translate(page.config.indicators[row["indicator_id"]].name)


def _format_cells(page: Page, row: FigureRow) -> list[str]:
    w = page.w
    status = w(f"status.{display_status(row)}")
    if row["kind"] == "grade":
        return [row["grade"] or w.count(None), *[w.count(None)] * 4, status]
    return [
        w.count(row["numerator"]),
        w.count(row["denominator"]),
        w.share(row["coverage"], target=row["target"]),
        w.share(row["planned"]),
        w.count(row["missing"]),
        status,
    ]
