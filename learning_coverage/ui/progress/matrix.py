"""The two matrices: village by title in a year, village by year for a title."""

from dataclasses import dataclass
from typing import Any

from learning_coverage import queries
from learning_coverage.queries import records
from learning_coverage.statuses import LOOKS, shown
from learning_coverage.ui.page import pagination
from learning_coverage.ui.page.page import Screen
from learning_coverage.wording import Wording

Row = dict[str, Any]
SHORT = 20  # villages one finds without a field to type in


@dataclass(frozen=True)
class Choice:
    """What the filters of the page say; `title` is None in the matrix of all titles."""

    year: int
    title: str | None
    view: str
    order: str
    only_lagging: bool


def content(screen: Screen, choice: Choice) -> dict[str, Any]:
    """The values of the template `matrix`."""
    columns = _years(screen) if choice.title else _titles(screen)
    every = _villages(screen, choice)
    villages = pagination.page_of(screen, every)
    wanted = queries.coverage(screen.figures, year=None if choice.title else choice.year, indicator=choice.title)
    groups = [{"area_id": group.id, "area_name": group.name} for group in screen.config.groups]
    lines = [*villages, *groups, {"area_id": screen.config.whole, "area_name": screen.w("matrix.commune")}]
    rows = records(wanted[wanted["area_id"].isin([line["area_id"] for line in lines])])
    by_place = {(row["area_id"], row["year" if choice.title else "indicator_id"]): row for row in rows}
    found = [[by_place.get((line["area_id"], column["id"])) for column in columns] for line in lines]
    return {
        "w": screen.w,
        "year": choice.year,
        "narrows": SHORT < len(every) <= pagination.SIZE,
        "columns": columns,
        "lines": [
            {
                **line,
                "is_sum": line["area_id"] not in screen.config.lineage.shown_as(screen.figures.boundaries).values(),
                "cells": [row and _cell(row, choice.view, screen) for row in rows],
            }
            for line, rows in zip(lines, found, strict=True)
        ],
        "name": "-".join(("ma-tran", choice.title or str(choice.year), choice.view)),
        "source": screen.source,
        "head": [screen.w("filter.village"), *(column["label"] for column in columns)],
        "rows": [
            [line["area_name"], *(_told(row, screen.w) if row else "" for row in rows)]
            for line, rows in zip(lines, found, strict=True)
        ],
    }


def _villages(screen: Screen, choice: Choice) -> list[Row]:
    return records(
        queries.villages(
            screen.figures,
            choice.year,
            indicator=choice.title,
            order=choice.order,
            only_lagging=choice.only_lagging,
        )
    )


def _told(row: Row, w: Wording) -> str:
    """A cell in words for the table under the picture."""
    if row["coverage"] is None or row["is_single"]:
        return w(f"status.{shown(row)}")
    share = w.share(row["coverage"], target=row["target"])
    return w("matrix.told", share=share, n=row["numerator"], of=row["denominator"])


def _titles(screen: Screen) -> list[Row]:
    return [{"id": title.id, "label": screen.w.of(title.short)} for title in screen.config.titles]


def _years(screen: Screen) -> list[Row]:
    return [{"id": year, "label": str(year)} for year in sorted(queries.years(screen.figures))]


def _cell(row: Row, view: str, screen: Screen) -> Row:
    """A cell's look, its text in the chosen view, and a sentence for those who cannot see it."""
    w = screen.w
    look = LOOKS[shown(row)]
    return {
        "tone": look.tone,
        "sign": look.sign,
        "year": row["year"],
        "indicator": row["indicator_id"],
        "text": _text(row, view, w),
        "alt": w(
            "matrix.alt_yes_no" if row["is_single"] else "matrix.alt",
            area=row["area_name"],
            title=w.of(screen.config.indicators[row["indicator_id"]].name),
            year=row["year"],
            share=w.share(row["coverage"], target=row["target"]),
            n=row["numerator"],
            of=row["denominator"],
            status=w(f"status.{shown(row)}"),
        ),
    }


def _text(row: Row, view: str, w: Wording) -> str:
    """A village's yes or no has a sign and no number, except what is missing."""
    if row["coverage"] is None and view != "status":
        return ""
    if view == "status":
        return w(f"status.{shown(row)}")
    if view == "missing":
        return w.count(row["missing"])
    if row["is_single"]:
        return ""
    return w.points(row["change"]) if view == "change" else w.share(row["coverage"], 0, row["target"])
