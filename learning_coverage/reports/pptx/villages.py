"""Slides of the matrix of villages and titles, and of one village."""

from learning_coverage.content import coverage_tables, row_texts, series, sources
from learning_coverage.content.agenda import Topic
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.coverage_tables import SLIDE_COLUMNS
from learning_coverage.content.table import format_cell
from learning_coverage.queries.rows import FigureRow
from learning_coverage.reports.pptx import charts
from learning_coverage.reports.pptx.coverage import add_table, number_title
from learning_coverage.reports.pptx.deck import BOTTOM, CONTENT_WIDTH, LEFT, TOP, Deck
from learning_coverage.reports.pptx.tables import FONT_SIZE, draw_table
from learning_coverage.reports.pptx.text_fit import measure_row, paginate
from learning_coverage.reports.pptx.text_run import TextRun, status_to_run

MAX_CELL_WIDTH = 2.7  # inches


def add_matrix(deck: Deck, topic: Topic) -> None:
    """Villages by titles, with the line of the commune at the end of each slide."""
    basis, w, finding = deck.basis, deck.basis.w, topic.heading
    shown_titles = basis.config.titles
    *lines, commune = (_build_line(deck.answers, area, name) for area, name in deck.answers.line_names.items())
    head = [TextRun(w("filter.village")), *(TextRun(w.translate(title.short)) for title in shown_titles)]
    cell = min(MAX_CELL_WIDTH, (CONTENT_WIDTH - 4) / max(1, len(shown_titles)))
    column_widths = [CONTENT_WIDTH - cell * len(shown_titles), *[cell] * len(shown_titles)]
    counted_rows = [
        row for row in deck.answers.rows.values() if basis.config.indicators[row["indicator_id"]] in shown_titles
    ]
    notes = sources.list_notes(
        deck.answers, counted_rows, sources.label_by_area_and_title(basis), ("counts", "status", "commune")
    )
    max_height = (
        BOTTOM - TOP - measure_row(head, column_widths, FONT_SIZE) - measure_row(commune, column_widths, FONT_SIZE)
    )
    slide_rows = paginate([measure_row(line, column_widths, FONT_SIZE) for line in lines], max_height)
    for number, page in enumerate(slide_rows, start=1):
        slide = deck.add_slide(number_title(finding, number, len(slide_rows), w), notes)
        draw_table(slide, [head, *(lines[line] for line in page), commune], column_widths, TOP, finding)


def _build_line(answers: Answers, area: str, name: str) -> list[TextRun]:
    return [
        TextRun(name),
        *(_build_cell(answers.basis, answers.get_row(area, title.id)) for title in answers.basis.config.titles),
    ]


def _build_cell(basis: Basis, row: FigureRow | None) -> TextRun:
    """The share with its sign; a yes or no or an unknown share has the word of its status. Of a sum, if not over all
    villages, over how many it is.
    """
    if row is None:
        return TextRun("")
    cell, w = row_texts.build_status(row), basis.w
    if row["coverage"] is None or row["is_single"]:
        text = format_cell(cell, w)
    else:
        text = f"{cell.style.sign} {row_texts.format_share(row, w)}"
        text += f"\n{row_texts.format_status(row, w)}" if cell.is_outlined else ""
    return status_to_run(cell, "\n".join(filter(None, (text, row_texts.format_reported(row, w)))))


def add_village(deck: Deck, topic: Topic) -> None:
    """A table of the titles of a village, and a chart of their years."""
    basis, answers, area, finding = deck.basis, deck.answers, topic.area, topic.heading
    assert area is not None
    if area not in answers.reporting.by_area:
        deck.add_slide(finding, [basis.source])
        return
    rows = answers.list_title_rows(area)
    village_slide = deck.add_slide(finding, sources.list_notes(answers, rows, sources.label_by_title(basis)))
    bottom = add_table(
        deck, village_slide, coverage_tables.tabulate_rows(basis, f"village-{area}", finding, rows, SLIDE_COLUMNS), TOP
    )
    if lines := series.list_area_lines(answers, area):
        box = (LEFT, bottom + 0.15, CONTENT_WIDTH, BOTTOM - bottom - 0.15)
        charts.add_lines(village_slide, box, answers.years, lines, finding)
