"""A self-contained HTML page for phones: overview, matrix, villages and method."""

import base64
from pathlib import Path
from typing import Any

from learning_coverage import charts
from learning_coverage.charts.scales import milestone_marks
from learning_coverage.config import DEFAULT_BOUNDARIES, ROOT
from learning_coverage.content import coverage_tables, row_texts, sentences, sources
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.content.table import format_cell

SIGN_FONT = ROOT / "static" / "fonts" / "Signs.woff2"  # the fonts of phones colour the signs


def make(basis: Basis, request: Request) -> bytes:
    """A whole HTML document: the commune with all its villages, or the village of the request alone."""
    answers = Answers(basis, request)
    values = _build_header(answers) | {
        "commune": None if request.village else _build_commune(answers),
        "villages": [_build_village(answers, area) for area in _select_villages(answers)],
        "rules": sources.list_short_rules(basis),
        "targets": sources.tabulate_targets(basis),
    }
    return _environment.get_template("alone.html").render(values).encode()


def _format_anchor(page: str, village: str | None = None, **_: object) -> str:
    """Links of the macros to pages, as anchors of this page."""
    return f"#village-{village}" if village else f"#{page}"


_environment = charts.create_environment(Path(__file__).parent / "templates")
_environment.globals.update(links=_format_anchor, format_cell=format_cell, row_texts=row_texts)


def _build_header(answers: Answers) -> dict[str, Any]:
    """Subject, source, villages that reported, boundaries, and the mark of the sample."""
    basis, request, w = answers.basis, answers.request, answers.basis.w
    boundaries = basis.figures.boundaries
    return {
        "w": w,
        "year": request.year,
        "made_on": w.date(request.made_on),
        "name": answers.area_names[request.village] if request.village else basis.config.commune.name,
        "source": basis.source,
        "is_sample": basis.is_sample,
        "boundaries": "" if boundaries == DEFAULT_BOUNDARIES else w(f"lineage.{boundaries}"),
        "reported": answers.reporting.describe(w),
        "unreported": answers.reporting.describe_unreported(w),
        "indicators": basis.config.indicators,
        "signs": base64.b64encode(SIGN_FONT.read_bytes()).decode(),
    }


def _build_commune(answers: Answers) -> dict[str, Any]:
    config, w, year = answers.basis.config, answers.basis.w, answers.year
    return {
        "finding": sentences.describe_overview(answers.headline, year, config, w),
        "titles": answers.title_rows,
        "marks": {id_: milestone_marks(indicator) for id_, indicator in config.indicators.items()},
        "matrix_finding": sentences.describe_matrix(answers.headline, None, year, config, w),
        "columns": config.titles,
        "lines": [
            {
                "id": area,
                "name": name,
                "is_sum": area in answers.basis.sum_names,
                "cells": answers.list_title_rows(area),
            }
            for area, name in answers.line_names.items()
        ],
        "tables": [coverage_tables.tabulate_titles(answers), coverage_tables.tabulate_lagging(answers)],
        "counts": coverage_tables.tabulate_villages(answers),
    }


def _select_villages(answers: Answers) -> list[str]:
    """The village of the request, else all of the year."""
    village = answers.request.village
    return [village] if village else [row["area_id"] for row in answers.villages]


def _build_village(answers: Answers, area: str) -> dict[str, Any]:
    """A village: each title with its row of the year and all its years."""
    return {
        "id": area,
        "name": answers.area_names[area],
        "finding": answers.describe_village(area),
        "titles": [
            {
                "row": row,
                "years": answers.series[area, row["indicator_id"]],
                "breaks": answers.list_breaks(row["indicator_id"], area),
            }
            for row in answers.list_title_rows(area)
        ],
        "years": coverage_tables.tabulate_village_years(answers, area),
    }
