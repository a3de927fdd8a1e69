"""One page that needs neither program nor network: overview, matrix and villages, to be sent to any phone."""

import base64
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from learning_coverage import charts, queries
from learning_coverage.charts.scales import milestone_marks
from learning_coverage.config import NOW, ROOT
from learning_coverage.content import coverage_tables, sentences, sources
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.content.table import format_cell as told
from learning_coverage.queries.rows import CoverageRow

SIGN_FONT = ROOT / "static" / "fonts" / "Signs.woff2"  # text is in the phone's own font, but it would colour the signs


def make(basis: Basis, request: Request) -> bytes:
    """A whole HTML document: the commune with all its villages, or the village wished alone."""
    rows = queries.coverage(basis.figures)
    values = _build_header(basis, request) | {
        "commune": None if request.village else _build_commune(basis, request.year, rows),
        "villages": _build_villages(basis, request, rows),
        "rules": sources.list_rules(basis),
        "targets": sources.tabulate_targets(basis),
    }
    return _environment.get_template("alone.html").render(values).encode()


def _format_anchor(page: str, village: str | None = None, **_: object) -> str:
    """Where the macros link to another page, this page has a part of its own."""
    return f"#village-{village}" if village else f"#{page}"


_environment = charts.create_environment(Path(__file__).parent / "templates")
_environment.globals.update(links=_format_anchor, told=told)


def _build_header(basis: Basis, request: Request) -> dict[str, Any]:
    """What stands above everything: what it is about, what it rests on, and the mark of the sample."""
    w, reporting = basis.w, queries.reporting(basis.figures, request.year)
    boundaries = basis.figures.boundaries
    return {
        "w": w,
        "year": request.year,
        "made_on": w.date(request.made_on),
        "name": basis.area_names[request.village] if request.village else basis.config.commune.name,
        "source": basis.source,
        "is_sample": basis.is_sample,
        "boundaries": "" if boundaries == NOW else w(f"lineage.{boundaries}"),
        "silent": [row["area_name"] for row in reporting if row["extent"] == "none"],
        "reporting": reporting,
        "indicators": basis.config.indicators,
        "signs": base64.b64encode(SIGN_FONT.read_bytes()).decode(),
    }


def _build_commune(basis: Basis, year: int, rows: Sequence[CoverageRow]) -> dict[str, Any]:
    year_rows = [row for row in rows if row["year"] == year]
    headline = queries.headline(basis.figures, year)
    return {
        "finding": sentences.describe_overview(headline, year, basis.config, basis.w),
        "titles": [
            r
            for r in year_rows
            if r["area_id"] == basis.config.scope_id and basis.config.indicators[r["indicator_id"]].title
        ],
        "marks": {id_: milestone_marks(indicator) for id_, indicator in basis.config.indicators.items()},
        "matrix_finding": sentences.describe_matrix(headline, None, year, basis.config, basis.w),
        "columns": basis.config.titles,
        "lines": _build_matrix_lines(basis, year, {(row["area_id"], row["indicator_id"]): row for row in year_rows}),
        "tables": [coverage_tables.tabulate_titles(basis, year), coverage_tables.tabulate_lagging(basis, year)],
        "counts": coverage_tables.tabulate_villages(basis, year),
    }


def _build_matrix_lines(basis: Basis, year: int, by_key: dict[tuple[str, str], CoverageRow]) -> list[dict[str, Any]]:
    """The matrix: the villages of the year, the groups, the commune."""
    areas = [(row["area_id"], row["area_name"], False) for row in queries.villages(basis.figures, year)]
    areas += [(group.id, group.name, True) for group in basis.config.groups]
    areas.append((basis.config.scope_id, basis.w("matrix.commune"), True))
    return [
        {
            "id": area,
            "name": name,
            "is_sum": is_sum,
            "cells": [by_key[area, title.id] for title in basis.config.titles],
        }
        for area, name, is_sum in areas
    ]


def _build_villages(basis: Basis, request: Request, rows: Sequence[CoverageRow]) -> list[dict[str, Any]]:
    reporting = {row["area_id"]: row for row in queries.reporting(basis.figures, request.year)}
    lagging = queries.lagging(basis.figures, request.year)
    by_area = {area: list(found) for area, found in groupby(sorted(rows, key=_get_area_id), key=_get_area_id)}
    return [
        {
            "id": area,
            "name": name,
            "finding": sentences.describe_village(reporting[area], lagging, request.year, basis.config, basis.w)
            if area in reporting
            else basis.w("finding.village_not_there", village=name, year=request.year),
            "titles": list(_iter_titles(basis, area, request.year, by_area.get(area, []))),
            "years": coverage_tables.tabulate_village_years(basis, area),
        }
        for area, name in basis.area_names.items()
        if (area == request.village if request.village else area in reporting)
    ]


def _get_area_id(row: CoverageRow) -> str:
    return str(row["area_id"])


def _iter_titles(basis: Basis, area: str, year: int, rows: Sequence[CoverageRow]) -> Iterator[dict[str, Any]]:
    """Each title of a village: where it stands in the year, and all its years."""
    for row in rows:
        title = row["indicator_id"]
        if row["year"] == year and basis.config.indicators[title].title:
            years = [other for other in rows if other["indicator_id"] == title]
            yield {"row": row, "years": years, "breaks": basis.list_breaks(title, area)}
