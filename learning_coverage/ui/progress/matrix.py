"""The two matrices: villages by titles in one year, villages by years for one title."""

from typing import Any

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.content import row_texts, sentences
from learning_coverage.queries.rows import FigureRow, PredecessorRow, VillageRow
from learning_coverage.statuses import STATUS_STYLES, display_status
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.page.pagination import PAGE_SIZE
from learning_coverage.wording import Wording, today

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
    columns = _year_columns(page, year) if title else _title_columns(page)
    lines = _list_lines(page, shown)
    areas = [line["area_id"] for line in lines]
    rows = queries.coverage(
        page.figures, year=None if title else year, areas=areas, indicator=title.id if title else None
    )
    former = queries.predecessors(page.figures, year, areas=areas, indicator=title.id) if title else []
    by_cell = {(row["area_id"], row["year"] if title else row["indicator_id"]): row for row in rows}
    former_by_cell = {(row["area_id"], row["year"]): row for row in former}
    cells = [
        [
            _build_cell(by_cell.get(key), former_by_cell.get(key), line["area_name"], view, year, page)
            for key in ((line["area_id"], column["id"]) for column in columns)
        ]
        for line in lines
    ]
    return {
        "w": page.w,
        "year": year,
        "is_searchable": SEARCH_THRESHOLD < len(villages) <= PAGE_SIZE,
        "columns": columns,
        "lines": [{**line, "cells": own} for line, own in zip(lines, cells, strict=True)],
        "judged": rows,
        "former": former,
        "name": "-".join(("ma-tran", title.id if title else str(year), view)),
        "source": page.basis.source,
        "head": [page.w("filter.village"), *(column["label"] for column in columns)],
        "rows": [
            [line["area_name"], *(cell["told"] if cell else "" for cell in own)]
            for line, own in zip(lines, cells, strict=True)
        ],
    }


def _list_lines(page: Page, shown: list[VillageRow]) -> list[dict[str, Any]]:
    """The villages, then the sums: the groups and the commune."""
    sums = [{"area_id": group.id, "area_name": group.name} for group in page.config.groups]
    sums.append({"area_id": page.config.scope_id, "area_name": page.w("matrix.commune")})
    return [*({**village, "is_sum": False} for village in shown), *({**line, "is_sum": True} for line in sums)]


def _describe_cell(row: FigureRow, w: Wording) -> str:
    """A cell as text for the table below the figure."""
    if row["coverage"] is None or row["is_single"]:
        return row_texts.format_status(row, w)
    told = w("matrix.told", share=row_texts.format_share(row, w), n=row["numerator"], of=row["denominator"])
    return " · ".join(part for part in (told, row_texts.format_reported(row, w)) if part)


def _title_columns(page: Page) -> list[dict[str, Any]]:
    return [{"id": title.id, "label": page.w.translate(title.short), "note": ""} for title in page.config.titles]


def _year_columns(page: Page, year: int) -> list[dict[str, Any]]:
    """The years with figures; those after the year of the page have a note."""
    years = sorted(queries.years(page.figures))
    return [{"id": one, "label": str(one), "note": _note_later(page, one) if one > year else ""} for one in years]


def _note_later(page: Page, year: int) -> str:
    return page.w("matrix.later" if year <= today().year else "matrix.not_begun")


def _build_cell(
    row: FigureRow | None, former: PredecessorRow | None, name: str, view: str, year: int, page: Page
) -> dict[str, Any] | None:
    """The colour and sign of a cell, its text in the chosen view, and a sentence for screen readers.

    None where neither the village nor a former one of its territory has a row.
    """
    if former:
        return _build_former_cell(former, name, view, page)
    if row is None:
        return None
    w = page.w
    style = STATUS_STYLES[display_status(row)]
    later = _note_later(page, row["year"]) if row["year"] > year else ""
    return {
        "tone": " ".join(
            tone
            for tone, is_so in (
                (style.tone, True),
                ("provisional", row_texts.is_provisional(row)),
                ("later", bool(later)),
            )
            if is_so
        ),
        "sign": style.sign,
        "year": row["year"],
        "indicator": row["indicator_id"],
        "text": _format_text(row, view, w),
        "over": _format_over(row, view, w),
        "told": _describe_cell(row, w),
        "alt": " · ".join(part for part in (_format_alt(row, page), row_texts.format_reported(row, w), later) if part),
    }


def _format_alt(row: FigureRow, page: Page) -> str:
    w = page.w
    return w(
        "matrix.alt_yes_no" if row["is_single"] or row["coverage"] is None else "matrix.alt",
        area=row["area_name"],
        title=w.translate(page.config.indicators[row["indicator_id"]].name),
        year=row["year"],
        share=row_texts.format_share(row, w),
        n=row["numerator"],
        of=row["denominator"],
        status=row_texts.format_status(row, w),
    )


def _format_over(row: FigureRow, view: str, w: Wording) -> str:
    """Over how many villages the number of a cell is; empty where over all of them."""
    if view == "change":
        return row_texts.format_compared(row, w) if row["change"] is not None else ""
    return row_texts.format_reported(row, w)


def _build_former_cell(row: PredecessorRow, name: str, view: str, page: Page) -> dict[str, Any]:
    """A village in a year before it existed: the sum of its former villages, without colour and verdict."""
    w = page.w
    text = _format_former(row, w)
    return {
        "tone": "former",
        "sign": "",
        "year": row["year"],
        "indicator": row["indicator_id"],
        "text": text if view == "coverage" else "",
        "over": "",
        "told": f"{text} ({w('matrix.former')})",
        "alt": w("matrix.alt_former", area=name, year=row["year"], names=row["names"], value=text),
    }


def _format_former(row: PredecessorRow, w: Wording) -> str:
    if row["by_part"]:
        return w("status.by_part")
    if row["coverage"] is None:
        return w("figure.reported", reported=row["reported"], expected=row["expected"])
    return w.share(row["coverage"], 0)


def _format_text(row: FigureRow, view: str, w: Wording) -> str:
    """The text of a cell in a view; empty without a figure, and for a yes or no in the views of shares."""
    if view == "status":
        return row_texts.format_status(row, w)
    if row["coverage"] is None:
        return ""
    if view == "missing":
        return "" if row["missing"] is None else w.count(row["missing"])
    if row["is_single"]:
        return ""
    if view == "change":
        return "" if row["change"] is None else row_texts.format_points(row, w)
    return w.share(row["coverage"], 0, row["target"])
