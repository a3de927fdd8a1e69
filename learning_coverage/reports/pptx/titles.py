"""Slides of a title: villages against planned share and target, and villages to talk to."""

from collections.abc import Sequence
from typing import Any

from learning_coverage.config import Indicator
from learning_coverage.content import agenda, row_texts, series, sources
from learning_coverage.content.agenda import SLIDE_VILLAGES, Topic
from learning_coverage.content.coverage_cells import name_area
from learning_coverage.content.table import format_cell
from learning_coverage.queries.rows import FigureRow
from learning_coverage.reports.pptx import charts
from learning_coverage.reports.pptx.coverage import list_series_names, number_title, to_bar
from learning_coverage.reports.pptx.deck import BOTTOM, CONTENT_WIDTH, LEFT, TOP, Deck, add_text
from learning_coverage.reports.pptx.text_fit import count_lines, measure_height, paginate
from learning_coverage.reports.pptx.text_run import TextRun, status_to_run
from learning_coverage.statuses import LEGEND, STATUS_STYLES

PANEL_WIDTH = 4.9  # inches of the column of villages to talk to
CHART_BOX = (LEFT, TOP, CONTENT_WIDTH - PANEL_WIDTH - 0.3, BOTTOM - TOP - 0.35)
SMALL_FONT_SIZE = 12  # of a chart with long names
NAME_SHARE = 0.38  # of a chart's width that names may take


def add_slides(deck: Deck, topic: Topic) -> None:
    """Slides of a title: several where villages need them."""
    answers, title = deck.answers, topic.title
    assert title is not None
    commune = answers.rows[answers.scope_id, title.id]
    villages = [answers.rows[village["area_id"], title.id] for village in answers.villages]
    notes = sources.list_notes(answers, [*villages, commune], sources.label_by_area(deck.basis))
    if title.kind == "share":
        _add_village_slides(deck, title, topic.heading, notes, villages, commune)
    else:
        slide = deck.add_slide(topic.heading, notes)
        _add_year_chart(deck, slide, title)
        _add_panel(deck, slide, title, commune)


def _add_village_slides(
    deck: Deck, title: Indicator, finding: str, notes: Sequence[str], villages: Sequence[FigureRow], commune: FigureRow
) -> None:
    """Bars of villages: beside the panel on the first slide, over the whole width of the next ones."""
    has_long_names = any(
        count_lines(row["area_name"], CHART_BOX[2] * NAME_SHARE, charts.FONT_SIZE) > 1 for row in villages
    )
    size = SMALL_FONT_SIZE if has_long_names else charts.FONT_SIZE
    max_height = CHART_BOX[3] - 0.9
    heights = [max(0.3, measure_height(row["area_name"], CHART_BOX[2] * NAME_SHARE, size) + 0.06) for row in villages]
    slide_rows = paginate(heights, max_height)
    w = deck.basis.w
    for number, page in enumerate(slide_rows, start=1):
        slide = deck.add_slide(number_title(finding, number, len(slide_rows), w), notes)
        bars = [to_bar(villages[row], name_area(deck.basis, villages[row])) for row in page]
        box = CHART_BOX if number == 1 else (LEFT, TOP, CONTENT_WIDTH, CHART_BOX[3])
        charts.add_bars(slide, box, bars, list_series_names(w), finding, size)
        key = "    ".join(f"{STATUS_STYLES[status].sign} {w(f'legend.{status}')}" for status in LEGEND[:-1])
        add_text(slide, (box[0], BOTTOM - 0.32, box[2], 0.3), [TextRun(key, 13)])
        if number == 1:
            _add_panel(deck, slide, title, commune)


def _add_year_chart(deck: Deck, slide: Any, title: Indicator) -> None:
    """The chart of the commune's years of a title that is a yes or no in each village."""
    w = deck.basis.w
    years = deck.answers.years
    if not years:
        return
    alt = w("paper_xlsx.years", title=w.translate(title.name))
    charts.add_lines(slide, CHART_BOX, years, series.list_commune_lines(deck.answers, title), alt)


def _add_panel(deck: Deck, slide: Any, title: Indicator, commune: FigureRow) -> None:
    """The figure of the commune, then as many villages to talk to as the slide has room for."""
    w, left = deck.basis.w, LEFT + CONTENT_WIDTH - PANEL_WIDTH
    runs = [TextRun(row_texts.format_share(commune, w), 24 if commune["status"] == "incomplete" else 36, is_bold=True)]
    if counts := row_texts.format_counts_with_unit(commune, title, w):
        runs.append(TextRun(counts, 18))
    if reported := row_texts.format_reported(commune, w):
        runs.append(TextRun(reported, 18, is_bold=True))
    runs.append(_build_status_run(commune, deck))
    if missing := row_texts.format_missing(commune, title, w, "meeting.short"):
        runs.append(TextRun(missing, 18, is_bold=True))
    villages = agenda.select_villages(deck.answers, title)
    if villages or (commune["status"] != "no_data" and not commune["provisional"]):
        head = w("paper_pptx.called") if villages else w("overview.no_calls", year=deck.request.year)
        runs.append(TextRun(head, 20, is_bold=True))
    add_text(
        slide, (left, TOP, PANEL_WIDTH, BOTTOM - TOP), [*runs, *_build_village_runs(deck, title, villages, runs)], gap=4
    )


def _build_status_run(row: FigureRow, deck: Deck) -> TextRun:
    cell = row_texts.build_status(row)
    return status_to_run(cell, format_cell(cell, deck.basis.w), is_bold=True)


def _build_village_runs(
    deck: Deck, title: Indicator, villages: Sequence[FigureRow], runs_above: Sequence[TextRun]
) -> list[TextRun]:
    """A paragraph per village; the last one counts the omitted ones."""
    w = deck.basis.w
    runs = [TextRun(_describe_village(deck, title, row), 18) for row in villages]
    max_height = (
        BOTTOM - TOP - sum(measure_height(run.text, PANEL_WIDTH - 0.2, run.size) + 0.1 for run in runs_above) - 0.4
    )
    first = paginate(
        [measure_height(run.text, PANEL_WIDTH - 0.2, 18) + 0.06 for run in runs[:SLIDE_VILLAGES]], max_height
    )
    visible = runs[: len(first[0])] if first else []
    hidden_count = len(runs) - len(visible)
    return [*visible, TextRun(w("meeting.others", n=hidden_count), 18)] if hidden_count else visible


def _describe_village(deck: Deck, title: Indicator, row: FigureRow) -> str:
    w, cell = deck.basis.w, row_texts.build_status(row)
    if row["is_single"]:
        return f"{cell.style.sign} {row['area_name']}"
    missing = row_texts.format_missing(row, title, w, "meeting.short")
    return f"{cell.style.sign} {row['area_name']}: {row_texts.format_value(row, w)}, {missing}"
