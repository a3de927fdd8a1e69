"""Pages of the booklet about a title: villages by urgency and by year, and the series of the commune."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from learning_coverage.config import Indicator
from learning_coverage.content import coverage_tables, row_texts
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.queries.rows import FigureRow
from learning_coverage.reports.pdf import chart_rows, series

PageValues = dict[str, Any]
BAR_COLUMNS = ("village", "bar", "share", "counts", "missing", "status")


def build_title_page(answers: Answers, title: Indicator) -> PageValues:
    """The page of a title of the village level."""
    basis, w = answers.basis, answers.basis.w
    name = w.translate(title.name)
    return {
        "kind": "title",
        "name": name,
        "finding": answers.describe_title(title),
        "reported": answers.reported_note,
        "block": build_block(answers, answers.scope_id, title),
        "words": {
            "bars": w("titles.standing", title=name, year=answers.year),
            "years": w("titles.years", title=name),
        },
        "head": [w(f"paper_pdf.bars.{column}", unit=w.unit(title.unit, None)) for column in BAR_COLUMNS],
        "has-bars": title.kind == "share",
        "marks": chart_rows.build_target_marks(title, w) if title.kind == "share" else [],
        "bars": [_build_bar_row(row, basis) for row in answers.list_by_urgency(title)],
        "grid": _build_year_grid(answers, title),
    }


def _build_bar_row(row: FigureRow, basis: Basis) -> PageValues:
    w = basis.w
    return {
        "name": row["area_name"],
        "bar": chart_rows.build_bar(row, basis),
        "value": row_texts.format_value(row, w),
        "counts": row_texts.format_counts(row, w) or w.count(None),
        "missing": w.count(row["missing"]),
        "style": chart_rows.build_verdict(row, w),
    }


def build_commune_pages(answers: Answers) -> list[PageValues]:
    """One page with the titles of the commune level; no page without any."""
    w = answers.basis.w
    blocks = [build_block(answers, answers.scope_id, title) for title in answers.commune_titles]
    if not any(blocks):
        return []
    return [
        {
            "kind": "commune",
            "name": w("paper_pdf.commune"),
            "finding": w("paper_pdf.commune_finding", year=answers.year),
            "reported": "",
            "blocks": [block for block in blocks if block],
        }
    ]


def build_block(answers: Answers, area: str, title: Indicator) -> PageValues | None:
    """A title of an area with its years: a line and a table, or signs where it is no share; None without a row."""
    row = answers.get_row(area, title.id)
    if row is None:
        return None
    basis, rows = answers.basis, answers.series[area, title.id]
    values = chart_rows.build_coverage(row, answers)
    if values["bar"] is None:
        return {**values, "years": None, "ticks": series.build_ticks(rows, answers.year, basis.w)}
    return {
        **values,
        "years": series.build_line(rows, answers),
        "table": chart_rows.build_table(coverage_tables.tabulate_title_years(basis, rows), basis.w),
    }


def build_grid(
    basis: Basis, columns: Sequence[str], names: Mapping[str, str], cells: Callable[[str], list[PageValues | None]]
) -> PageValues:
    """A matrix with a line per area; those of `Basis.sum_names` are sums."""
    return {
        "head": basis.w("filter.village"),
        "columns": columns,
        "lines": [
            {"name": name, "is_sum": area in basis.sum_names, "cells": cells(area)} for area, name in names.items()
        ],
    }


def _build_year_grid(answers: Answers, title: Indicator) -> PageValues:
    basis = answers.basis
    names = answers.area_names | basis.sum_names

    def cells(area: str) -> list[PageValues | None]:
        return [chart_rows.build_cell(row, basis, detailed=False) for row in answers.list_year_rows(area, title.id)]

    return build_grid(basis, [str(year) for year in answers.years], names, cells)
