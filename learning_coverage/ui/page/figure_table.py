"""The numbers behind a picture as a table of text, the same columns under every picture."""

from collections.abc import Callable, Sequence
from typing import Any

from learning_coverage.statuses import shown
from learning_coverage.ui.page.page import Screen

Row = dict[str, Any]


def table(screen: Screen, label: str, rows: Sequence[Row], naming: Callable[[Row], str]) -> dict[str, Any]:
    """`head` and `rows` of a figure's table; `label` is the word above what `naming` says of a row of coverage."""
    columns = ("recognised", "denominator", "coverage", "planned", "missing", "status")
    return {
        "head": [label, *(screen.w(f"counts.{column}") for column in columns)],
        "rows": [[naming(row), *_cells(screen, row)] for row in rows],
    }


def title_of(screen: Screen) -> Callable[[Row], str]:
    return lambda row: screen.w.of(screen.config.indicators[row["indicator_id"]].name)


def told(screen: Screen, row: Row) -> str:
    """A picture of one title's years in a sentence, for those who cannot see it."""
    return screen.w(
        "figure.series_alt",
        title=title_of(screen)(row),
        year=row["year"],
        share=screen.w.share(row["coverage"], target=row["target"]),
        target=screen.w.share(row["target"], 0),
        milestone=row["milestone_year"],
        status=screen.w(f"status.{shown(row)}"),
    )


def _cells(screen: Screen, row: Row) -> list[str]:
    w = screen.w
    status = w(f"status.{shown(row)}")
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
