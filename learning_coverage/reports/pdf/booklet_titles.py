"""The pages of the booklet about one title: the villages by urgency and through the years, the commune's own line."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.content import coverage_tables, sentences
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.queries import records
from learning_coverage.reports.pdf import chart_rows, series

Part = dict[str, Any]
Row = dict[str, Any]
COLUMNS = ("village", "bar", "share", "counts", "missing", "status")


def of_villages(found: Answers, title: Indicator) -> Part:
    """A title counted by village."""
    basis, w = found.basis, found.basis.w
    commune = found.rows[found.whole, title.id]
    ordered = records(queries.villages(basis.figures, found.year, indicator=title.id, order="gap"))
    name = w.of(title.name)
    return {
        "kind": "title",
        "name": name,
        "finding": sentences.title(found.headline, commune, basis.config, w),
        "reported": found.reported,
        "block": block(found, found.whole, title, found.verdicts.get(found.whole, [])),
        "words": {
            "bars": w("titles.standing", title=name, year=found.year),
            "years": w("titles.years", title=name),
        },
        "head": [w(f"paper_pdf.bars.{column}", unit=w.unit(title.unit, None)) for column in COLUMNS],
        "has-bars": title.kind == "share",
        "marks": chart_rows.marks(title, w) if title.kind == "share" else [],
        "bars": [_bar(row, basis) for village in ordered if (row := found.row(village["area_id"], title.id))],
        "grid": _through_the_years(found, title),
    }


def _bar(row: Row, basis: Basis) -> Part:
    w = basis.w
    return {
        "name": row["area_name"],
        "bar": chart_rows.bar(row, basis),
        "value": chart_rows.value(row, w),
        "counts": chart_rows.counts(row, w) or w.count(None),
        "missing": w.count(row["missing"]),
        "look": chart_rows.verdict(row, w),
    }


def of_commune(found: Answers) -> list[Part]:
    """The titles of the commune as a whole, together; nothing where the plan has none."""
    w, verdicts = found.basis.w, found.verdicts.get(found.whole, [])
    blocks = [block(found, found.whole, title, verdicts) for title in found.of_commune]
    if not any(blocks):
        return []
    return [
        {
            "kind": "commune",
            "name": w("paper_pdf.commune"),
            "finding": w("paper_pdf.commune_finding", year=found.year),
            "reported": "",
            "blocks": [drawn for drawn in blocks if drawn],
        }
    ]


def block(found: Answers, area: str, title: Indicator, verdicts: Sequence[Row]) -> Part | None:
    """Where a title of an area stands and its years, as a line with a table, or as signs where it is no share."""
    row = found.row(area, title.id)
    if row is None:
        return None
    basis, rows = found.basis, found.series[area, title.id]
    drawn = chart_rows.standing(row, basis, verdicts)
    if drawn["bar"] is None:
        return {**drawn, "years": None, "ticks": series.ticks(rows, found.year, basis.w)}
    return {
        **drawn,
        "years": series.line(rows, found.year, basis),
        "table": chart_rows.table(coverage_tables.years_of_title(basis, rows), basis.w),
    }


def grid(
    basis: Basis, columns: Sequence[str], villages: Mapping[str, str], cells: Callable[[str], list[Part | None]]
) -> Part:
    """A matrix: the villages in their order, then the groups and the commune as sums."""
    w = basis.w
    sums = {**{group.id: group.name for group in basis.config.groups}, basis.config.whole: w("matrix.commune")}
    return {
        "head": w("filter.village"),
        "columns": columns,
        "lines": [
            {"name": name, "is_sum": area in sums, "cells": cells(area)} for area, name in {**villages, **sums}.items()
        ],
    }


def _through_the_years(found: Answers, title: Indicator) -> Part:
    basis = found.basis
    names = {village["area_id"]: village["area_name"] for village in basis.villages}

    def cells(area: str) -> list[Part | None]:
        return [chart_rows.cell(row, basis, detailed=False) for row in found.over_years(area, title.id)]

    return grid(basis, [str(year) for year in found.years], names, cells)
