"""The booklet (PDF, A4): a summary of one page, then all pages; or the page of one village."""

from typing import Any

from learning_coverage.content import agenda, agreements, coverage_tables, reporting, row_texts, sentences, sources
from learning_coverage.content.agenda import SUMMARY_VILLAGES
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.reporting import BOOKLET_NAMES
from learning_coverage.content.request import Request
from learning_coverage.queries.rows import FigureRow
from learning_coverage.reports.pdf import booklet_titles, chart_rows, typesetting
from learning_coverage.reports.pdf.page_context import build_frame
from learning_coverage.wording import Wording

PageValues = dict[str, Any]
MAX_SINGLE_COLUMN = 40  # entries of the contents in one column


def make(basis: Basis, request: Request) -> bytes:
    """The PDF of the commune with all its villages, or of the village of the request."""
    answers = Answers(basis, request)
    parts = [_build_village(answers, request.village)] if request.village else _build_commune_pages(answers)
    return typesetting.render_pdf("booklet.typ", {**build_frame(answers), "parts": parts})


def _build_commune_pages(answers: Answers) -> list[PageValues]:
    pages = [
        _build_overview(answers),
        _build_matrix(answers),
        *(booklet_titles.build_title_page(answers, title) for title in answers.basis.config.titles),
        *booklet_titles.build_commune_pages(answers),
        *(_build_village(answers, village.area_id) for village in agenda.group_by_village(answers.lagging)),
        *_build_tasks(answers),
        _build_method(answers),
    ]
    contents = {
        "kind": "contents",
        "name": answers.basis.w("paper_pdf.contents"),
        "long": len(pages) > MAX_SINGLE_COLUMN,
    }
    return [_build_summary(answers), contents, *pages]


def _build_summary(answers: Answers) -> PageValues:
    basis, w = answers.basis, answers.basis.w
    lagging = agenda.group_by_village(answers.lagging)
    return {
        "kind": "summary",
        "name": w("paper_pdf.summary", year=answers.year),
        "finding": sentences.describe_overview(answers.headline, answers.year, basis.config, w),
        "reported": answers.reported_note,
        "words": {"results": w("overview.titles", year=answers.year), "calls": w("paper_pdf.calls")},
        "results": [
            {
                "style": chart_rows.build_verdict(row, w),
                "text": sentences.describe_result(row, basis.config, w),
                "bar": chart_rows.build_bar(row, basis),
            }
            for row in answers.title_rows
        ],
        "quiet": _list_unreported(answers),
        "calls": [
            {"name": village.area_name, "items": [_build_call(row, basis) for row in village.rows]}
            for village in lagging[:SUMMARY_VILLAGES]
        ],
        "others": [_format_others(len(lagging) - shown, w) for shown in range(min(len(lagging), SUMMARY_VILLAGES) + 1)],
    }


def _format_others(n: int, w: Wording) -> str:
    """The line below the villages when `n` are omitted; empty for 0."""
    return w("meeting.others", n=n) if n else ""


def _build_call(row: FigureRow, basis: Basis) -> PageValues:
    """A title in which a village lags: share, counts, missing units."""
    indicator = basis.config.indicators[row["indicator_id"]]
    counts = row_texts.format_counts(row, basis.w)
    parts = (
        basis.w.translate(indicator.short),
        row_texts.format_value(row, basis.w),
        counts and f"({counts})",
        row_texts.format_missing(row, indicator, basis.w),
    )
    return {"style": chart_rows.build_verdict(row, basis.w), "text": " ".join(text for text in parts if text)}


def _list_unreported(answers: Answers) -> list[str]:
    """Sentences that name the villages without reports, and those with some titles only."""
    w = answers.basis.w
    return [
        f"{w(f'overview.{kind}', year=answers.year)} {w.join(reporting.list_names(rows), BOOKLET_NAMES)}"
        for kind, rows in answers.reporting.gaps
    ]


def _build_overview(answers: Answers) -> PageValues:
    w = answers.basis.w
    return {
        "kind": "overview",
        "name": w("menu.pages.overview"),
        "finding": w("overview.titles", year=answers.year),
        "reported": answers.reported_note,
        "standings": [chart_rows.build_coverage(row, answers) for row in answers.title_rows],
        "tables": [chart_rows.build_table(coverage_tables.tabulate_programme(answers), w)],
    }


def _build_matrix(answers: Answers) -> PageValues:
    basis, w = answers.basis, answers.basis.w
    return {
        "kind": "matrix",
        "name": w("menu.pages.matrix"),
        "finding": sentences.describe_matrix(answers.headline, None, answers.year, basis.config, w),
        "reported": answers.reported_note,
        "grid": booklet_titles.build_grid(
            basis,
            [w.translate(title.name) for title in basis.config.titles],
            answers.line_names,
            lambda area: [
                chart_rows.build_cell(answers.get_row(area, title.id), basis, detailed=True)
                for title in basis.config.titles
            ],
        ),
    }


def _build_village(answers: Answers, area: str) -> PageValues:
    """One village on one page: titles, years, open tasks."""
    basis = answers.basis
    blocks = [booklet_titles.build_block(answers, area, title) for title in basis.config.titles]
    return {
        "kind": "village",
        "name": answers.area_names[area],
        "finding": answers.describe_village(area),
        "reported": "",
        "blocks": [block for block in blocks if block],
        "tasks": chart_rows.build_table(agreements.tabulate_tasks(answers, area), basis.w),
    }


def _build_tasks(answers: Answers) -> list[PageValues]:
    """The page of open tasks of all areas; no page without any."""
    table = agreements.tabulate_tasks(answers)
    if table is None:
        return []
    w = answers.basis.w
    return [
        {
            "kind": "tables",
            "name": w("menu.pages.tasks"),
            "finding": w("paper.tasks"),
            "reported": "",
            "standings": [],
            "tables": [chart_rows.build_table(table, w)],
        }
    ]


def _build_method(answers: Answers) -> PageValues:
    basis, w = answers.basis, answers.basis.w
    return {
        "kind": "method",
        "name": w("menu.pages.method"),
        "finding": w("method.title"),
        "reported": sources.describe_plan(basis),
        "rules": sources.list_short_rules(basis),
        "tables": [
            chart_rows.build_table(table, w)
            for table in (sources.tabulate_targets(basis), sources.tabulate_uploads(answers))
        ],
    }
