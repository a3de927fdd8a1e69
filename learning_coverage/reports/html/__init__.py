"""One page that needs neither program nor network: overview, matrix and villages, to be sent to any phone."""

import base64
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from learning_coverage import charts, queries
from learning_coverage.charts.scales import marks
from learning_coverage.config import NOW, ROOT
from learning_coverage.content import coverage_tables, sentences, sources
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Wish
from learning_coverage.content.table import shown as told
from learning_coverage.queries import records

Row = dict[str, Any]
SIGNS = ROOT / "static" / "fonts" / "Signs.woff2"  # text is in the phone's own font, but it would colour the signs


def make(basis: Basis, wish: Wish) -> bytes:
    """A whole HTML document: the commune with all its villages, or the village wished alone."""
    rows = records(queries.coverage(basis.figures))
    values = _frame(basis, wish) | {
        "commune": None if wish.village else _commune(basis, wish.year, rows),
        "villages": _villages(basis, wish, rows),
        "rules": sources.rules(basis),
        "targets": sources.targets(basis),
    }
    return _templates.get_template("alone.html").render(values).encode()


def _anchor(page: str, village: str | None = None, **_: object) -> str:
    """Where the macros link to another page, this page has a part of its own."""
    return f"#village-{village}" if village else f"#{page}"


_templates = charts.environment(Path(__file__).parent / "templates")
_templates.globals.update(address=_anchor, told=told)


def _frame(basis: Basis, wish: Wish) -> dict[str, Any]:
    """What stands above everything: what it is about, what it rests on, and the mark of the sample."""
    w, reporting = basis.w, records(queries.reporting(basis.figures, wish.year))
    drawn = basis.figures.boundaries
    return {
        "w": w,
        "year": wish.year,
        "made_on": w.date(wish.made_on),
        "name": basis.area_names[wish.village] if wish.village else basis.config.commune.name,
        "source": basis.source,
        "is_sample": basis.is_sample,
        "boundaries": "" if drawn == NOW else w(f"lineage.{drawn}"),
        "silent": [row["area_name"] for row in reporting if not row["reported_titles"]],
        "reporting": reporting,
        "indicators": basis.config.indicators,
        "signs": base64.b64encode(SIGNS.read_bytes()).decode(),
    }


def _commune(basis: Basis, year: int, rows: list[Row]) -> dict[str, Any]:
    own = [row for row in rows if row["year"] == year]
    headline = records(queries.headline(basis.figures, year))
    return {
        "finding": sentences.overview(headline, year, basis.config, basis.w),
        "titles": [
            r for r in own if r["area_id"] == basis.config.whole and basis.config.indicators[r["indicator_id"]].title
        ],
        "marks": {id_: marks(indicator) for id_, indicator in basis.config.indicators.items()},
        "matrix_finding": sentences.matrix(headline, None, year, basis.config, basis.w),
        "columns": basis.config.titles,
        "lines": _lines(basis, year, {(row["area_id"], row["indicator_id"]): row for row in own}),
        "tables": [coverage_tables.titles(basis, year), coverage_tables.lagging(basis, year)],
        "counts": coverage_tables.by_village(basis, year),
    }


def _lines(basis: Basis, year: int, by_place: dict[tuple[str, str], Row]) -> list[Row]:
    """The matrix: the villages of the year, the groups, the commune."""
    areas = [(row["area_id"], row["area_name"], False) for row in records(queries.villages(basis.figures, year))]
    areas += [(group.id, group.name, True) for group in basis.config.groups]
    areas.append((basis.config.whole, basis.w("matrix.commune"), True))
    return [
        {
            "id": area,
            "name": name,
            "is_sum": is_sum,
            "cells": [by_place[area, title.id] for title in basis.config.titles],
        }
        for area, name, is_sum in areas
    ]


def _villages(basis: Basis, wish: Wish, rows: list[Row]) -> list[Row]:
    there = {row["area_id"]: row for row in records(queries.reporting(basis.figures, wish.year))}
    lagging = records(queries.lagging(basis.figures, wish.year))
    by_area = {area: list(found) for area, found in groupby(sorted(rows, key=_area), key=_area)}
    return [
        {
            "id": area,
            "name": name,
            "finding": sentences.village(there[area], lagging, wish.year, basis.config, basis.w)
            if area in there
            else basis.w("finding.village_not_there", village=name, year=wish.year),
            "titles": list(_titles(basis, area, wish.year, by_area.get(area, []))),
            "years": coverage_tables.years_of(basis, area),
        }
        for area, name in basis.area_names.items()
        if (area == wish.village if wish.village else area in there)
    ]


def _area(row: Row) -> str:
    return str(row["area_id"])


def _titles(basis: Basis, area: str, year: int, rows: list[Row]) -> Iterator[Row]:
    """Each title of a village: where it stands in the year, and all its years."""
    for row in rows:
        title = row["indicator_id"]
        if row["year"] == year and basis.config.indicators[title].title:
            years = [other for other in rows if other["indicator_id"] == title]
            yield {"row": row, "years": years, "breaks": basis.breaks(title, area)}
