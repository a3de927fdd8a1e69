"""The two matrices: villages by titles in one year, villages by years for one title."""

from typing import Any

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.content import sentences
from learning_coverage.queries.rows import FigureRow, VillageRow
from learning_coverage.statuses import STATUS_STYLES, display_status
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.page.pagination import PAGE_SIZE
from learning_coverage.wording import Wording

SEARCH_THRESHOLD = 20  # villages; a longer list has a search field


def compose_title(page: Page, year: int, title: Indicator | None) -> str:
    """The finding: how many villages lag, in one title or in each."""
    headline = queries.headline(page.figures, year)
    return sentences.describe_matrix(headline, title.id if title else None, year, page.config, page.w)


def load_villages(page: Page, year: int, title: Indicator | None, order: str, only_lagging: bool) -> list[VillageRow]:
    """The villages in the order asked for, all of them or those that lag."""
    return queries.villages(
        page.figures, year, indicator=title.id if title else None, order=order, only_lagging=only_lagging
    )


def build_context(
    page: Page, year: int, title: Indicator | None, view: str, villages: list[VillageRow], shown: list[VillageRow]
) -> dict[str, Any]:
    """Values of the template `progress/matrix`: a line for each of the `shown` of all `villages`, each group and
    the commune; a column per title, or per year of the one `title`.
    """
    columns = _year_columns(page) if title else _title_columns(page)
    groups = [{"area_id": group.id, "area_name": group.name} for group in page.config.groups]
    lines: list[dict[str, Any]] = [
        *({**village} for village in shown),
        *groups,
        {"area_id": page.config.scope_id, "area_name": page.w("matrix.commune")},
    ]
    rows = queries.coverage(
        page.figures,
        year=None if title else year,
        areas=[line["area_id"] for line in lines],
        indicator=title.id if title else None,
    )
    by_cell = {(row["area_id"], row["year"] if title else row["indicator_id"]): row for row in rows}
    cells = [[by_cell.get((line["area_id"], column["id"])) for column in columns] for line in lines]
    return {
        "w": page.w,
        "year": year,
        "is_searchable": SEARCH_THRESHOLD < len(villages) <= PAGE_SIZE,
        "columns": columns,
        "lines": [
            {
                **line,
                "is_sum": line["area_id"] not in page.config.lineage.map_to_areas(page.figures.boundaries).values(),
                "cells": [row and _build_cell(row, view, page) for row in rows],
            }
            for line, rows in zip(lines, cells, strict=True)
        ],
        "name": "-".join(("ma-tran", title.id if title else str(year), view)),
        "source": page.basis.source,
        "head": [page.w("filter.village"), *(column["label"] for column in columns)],
        "rows": [
            [line["area_name"], *(_describe_cell(row, page.w) if row else "" for row in rows)]
            for line, rows in zip(lines, cells, strict=True)
        ],
    }


def _describe_cell(row: FigureRow, w: Wording) -> str:
    """A cell as text for the table below the figure."""
    if row["coverage"] is None or row["is_single"]:
        return w(f"status.{display_status(row)}")
    share = w.share(row["coverage"], target=row["target"])
    return w("matrix.told", share=share, n=row["numerator"], of=row["denominator"])


def _title_columns(page: Page) -> list[dict[str, Any]]:
    return [{"id": title.id, "label": page.w.translate(title.short)} for title in page.config.titles]


def _year_columns(page: Page) -> list[dict[str, Any]]:
    return [{"id": year, "label": str(year)} for year in sorted(queries.years(page.figures))]


def _build_cell(row: FigureRow, view: str, page: Page) -> dict[str, Any]:
    """The colour and sign of a cell, its text in the chosen view, and a sentence for screen readers."""
    w = page.w
    style = STATUS_STYLES[display_status(row)]
    return {
        "tone": style.tone,
        "sign": style.sign,
        "year": row["year"],
        "indicator": row["indicator_id"],
        "text": _format_text(row, view, w),
        "alt": w(
            "matrix.alt_yes_no" if row["is_single"] else "matrix.alt",
            area=row["area_name"],
            title=w.translate(page.config.indicators[row["indicator_id"]].name),
            year=row["year"],
            share=w.share(row["coverage"], target=row["target"]),
            n=row["numerator"],
            of=row["denominator"],
            status=w(f"status.{display_status(row)}"),
        ),
    }


def _format_text(row: FigureRow, view: str, w: Wording) -> str:
    """The text of a cell in a view; empty without a figure, and for a yes or no in the views of shares."""
    if row["coverage"] is None and view != "status":
        return ""
    if view == "status":
        return w(f"status.{display_status(row)}")
    if view == "missing":
        return w.count(row["missing"])
    if row["is_single"]:
        return ""
    return w.points(row["change"]) if view == "change" else w.share(row["coverage"], 0, row["target"])
