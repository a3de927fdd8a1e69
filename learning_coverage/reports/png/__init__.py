"""A card for phones: coverage of a village or the commune in a year, as PNG of 1080 × 1350 pixels."""

from collections.abc import Sequence
from typing import Any

from learning_coverage.content import row_texts, sentences
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.queries.rows import FigureRow
from learning_coverage.reports.pdf import chart_rows, typesetting
from learning_coverage.reports.pdf.page_context import build_frame

TEMPLATE = "card.typ"


def make(basis: Basis, request: Request) -> bytes:
    """The PNG of the village of the request, else of the commune."""
    return typesetting.render_png(TEMPLATE, build_values(basis, request))


def build_values(basis: Basis, request: Request) -> dict[str, Any]:
    """The values of the template."""
    answers = Answers(basis, request)
    return {
        **build_frame(answers),
        **(_build_village(answers, request.village) if request.village else _build_commune(answers)),
    }


def _build_village(answers: Answers, area: str) -> dict[str, Any]:
    basis = answers.basis
    return {
        "above": _format_heading(answers, basis.config.commune.name),
        "name": answers.area_names[area],
        "finding": answers.describe_village(area),
        "reported": "",
        "rows": _build_rows(answers, answers.list_title_rows(area)),
    }


def _build_commune(answers: Answers) -> dict[str, Any]:
    basis = answers.basis
    return {
        "above": _format_heading(answers, basis.w("paper_png.commune")),
        "name": basis.config.commune.name,
        "finding": sentences.describe_overview(answers.headline, answers.year, basis.config, basis.w),
        "reported": answers.reported_note,
        "rows": _build_rows(answers, answers.title_rows),
    }


def _format_heading(answers: Answers, name: str) -> str:
    return f"{name} · {answers.basis.w('paper_png.title', year=answers.year)}"


def _build_rows(answers: Answers, rows: Sequence[FigureRow]) -> list[dict[str, Any]]:
    """Values and verdicts of past milestones, without path and change, which the booklet has."""
    return [
        {
            **chart_rows.build_coverage(row, answers),
            "value": "" if row["status"] == "no_data" else row_texts.format_value(row, answers.basis.w),
            "facts": answers.list_past_verdicts(row),
        }
        for row in rows
    ]
