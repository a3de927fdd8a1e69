"""The two matrices: villages by titles in one year, villages by years for one title."""

from dataclasses import dataclass
from typing import Any

from learning_coverage import queries
from learning_coverage.queries.rows import FigureRow, VillageRow
from learning_coverage.statuses import STATUS_STYLES, display_status
from learning_coverage.ui.page import pagination
from learning_coverage.ui.page.frame import Page
from learning_coverage.wording import Wording

SEARCH_THRESHOLD = 20  # villages; a longer list has a search field


@dataclass(frozen=True)
class MatrixChoice:
    """The choices of the page; `title` is None for the matrix of all titles, `view` is what a cell shows."""

    year: int
    title: str | None
    view: str
    order: str
    only_lagging: bool


def build_context(page: Page, choice: MatrixChoice) -> dict[str, Any]:
    """Values of the template `progress/matrix`: a line per village, group and commune, a cell per title or year."""
    columns = _year_columns(page) if choice.title else _title_columns(page)
    all_villages = _load_villages(page, choice)
    villages = pagination.paginate(page, all_villages)
    groups = [{"area_id": group.id, "area_name": group.name} for group in page.config.groups]
    lines: list[dict[str, Any]] = [
        *({**village} for village in villages),
        *groups,
        {"area_id": page.config.scope_id, "area_name": page.w("matrix.commune")},
    ]
    rows = queries.coverage(
        page.figures,
        year=None if choice.title else choice.year,
        areas=[line["area_id"] for line in lines],
        indicator=choice.title,
    )
    by_cell = {(row["area_id"], row["year"] if choice.title else row["indicator_id"]): row for row in rows}
    cells = [[by_cell.get((line["area_id"], column["id"])) for column in columns] for line in lines]
    return {
        "w": page.w,
        "year": choice.year,
        "is_searchable": SEARCH_THRESHOLD < len(all_villages) <= pagination.PAGE_SIZE,
        "columns": columns,
        "lines": [
            {
                **line,
                "is_sum": line["area_id"] not in page.config.lineage.map_to_areas(page.figures.boundaries).values(),
                "cells": [row and _build_cell(row, choice.view, page) for row in rows],
            }
            for line, rows in zip(lines, cells, strict=True)
        ],
        "name": "-".join(("ma-tran", choice.title or str(choice.year), choice.view)),
        "source": page.source,
        "head": [page.w("filter.village"), *(column["label"] for column in columns)],
        "rows": [
            [line["area_name"], *(_describe_cell(row, page.w) if row else "" for row in rows)]
            for line, rows in zip(lines, cells, strict=True)
        ],
    }


def _load_villages(page: Page, choice: MatrixChoice) -> list[VillageRow]:
    return queries.villages(
        page.figures,
        choice.year,
        indicator=choice.title,
        order=choice.order,
        only_lagging=choice.only_lagging,
    )


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
