"""Values common to all templates: commune, filters, key, source, mark of the sample."""

from typing import Any

from learning_coverage.config import DEFAULT_BOUNDARIES
from learning_coverage.content import row_texts
from learning_coverage.content.answers import Answers
from learning_coverage.content.table import Status
from learning_coverage.reports.pdf.chart_rows import build_status_style
from learning_coverage.statuses import LEGEND
from learning_coverage.wording import Wording

CHART_KEY = ("actual", "path", "marks", "ago", "line")


def build_frame(answers: Answers) -> dict[str, Any]:
    """The values every template needs in addition to its own."""
    basis, request, w = answers.basis, answers.request, answers.basis.w
    boundaries = basis.figures.boundaries
    filters = [
        answers.area_names[request.village] if request.village else "",
        "" if boundaries == DEFAULT_BOUNDARIES else w(f"lineage.{boundaries}"),
        answers.reported_note,
    ]
    return {
        "lang": w.language,
        "title": w("paper_pdf.title", year=request.year),
        "commune": basis.config.commune.name,
        "filters": " · ".join(text for text in filters if text),
        "source": f"{basis.source} · {w('paper_pdf.made', date=w.date(request.made_on))}",
        "sample": w("figure.sample") if basis.is_sample else None,
        "made": {"year": request.made_on.year, "month": request.made_on.month, "day": request.made_on.day},
        "page": w("paper_pdf.page"),
        "legend": [
            *(_build_key(Status(status), f"legend.{status}", w) for status in LEGEND),
            *_build_doubt_keys(answers),
        ],
        "key": {part: w(f"figure.key.{part}", year=request.year) for part in CHART_KEY},
    }


def _build_key(status: Status, key: str, w: Wording) -> dict[str, Any]:
    return {**build_status_style(status, w), "word": w(key)}


def _build_doubt_keys(answers: Answers) -> list[dict[str, Any]]:
    """The keys of provisional and incomplete sums, where the year has any."""
    statuses = [row_texts.build_status(row) for row in answers.rows.values() if row["provisional"]]
    provisional = next((status for status in statuses if status.is_provisional), None)
    incomplete = next((status for status in statuses if status.id == "incomplete"), None)
    keys = (("status.is_provisional", provisional), ("status.incomplete", incomplete))
    return [_build_key(status, key, answers.basis.w) for key, status in keys if status]
