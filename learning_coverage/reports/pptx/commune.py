"""Slides about the commune: cover, titles of the commune level, method."""

from pptx.util import Inches, Pt

from learning_coverage.content import coverage_tables, sources
from learning_coverage.content.agenda import Topic
from learning_coverage.content.coverage_cells import name_area
from learning_coverage.content.coverage_tables import SLIDE_COLUMNS
from learning_coverage.reports.pptx import charts
from learning_coverage.reports.pptx.coverage import add_table, list_series_names, to_bar
from learning_coverage.reports.pptx.deck import BOTTOM, CONTENT_WIDTH, LEFT, TOP, Deck, add_text
from learning_coverage.reports.pptx.text_run import TextRun


def add_cover(deck: Deck, topic: Topic) -> None:
    """The cover: subject, day, villages that reported, latest upload."""
    basis, year, w = deck.basis, deck.request.year, deck.basis.w
    reported = deck.answers.reporting
    slide = deck.add_slide(
        topic.heading,
        [basis.source, *basis.list_notes(year), *(f"– {rule}" for rule in sources.list_short_rules(basis))],
    )
    runs = [
        TextRun(deck.subject, 28, is_bold=True),
        TextRun(w.translate(basis.config.plan.name), 20),
        TextRun(w("meeting.day", date=w.date(deck.request.made_on)), 20),
        TextRun(reported.describe(w), 20),
    ]
    if (received_at := basis.latest_upload["received_at"]) is not None:
        upload = basis.latest_upload["upload_id"]
        runs.append(TextRun(w("stamp.upload", upload=upload, time=w.time(received_at)), 20))
    if unreported := reported.describe_unreported(w):
        runs.append(TextRun(unreported, 20))
    heading = slide.shapes.title
    heading.left, heading.top, heading.width, heading.height = map(Inches, (LEFT, 1.1, CONTENT_WIDTH, 1.2))
    heading.text_frame.paragraphs[0].runs[0].font.size = Pt(40)
    add_text(slide, (LEFT, 2.6, CONTENT_WIDTH, BOTTOM - 2.6), runs, gap=12)


def add_titles(deck: Deck, topic: Topic) -> None:
    """The titles of the commune level: a table, and bars of those that are a share."""
    basis, w, title = deck.basis, deck.basis.w, topic.heading
    rows = deck.answers.commune_title_rows
    if not rows:
        return
    slide = deck.add_slide(
        title,
        sources.list_notes(deck.answers, rows, sources.label_by_title(basis), ("counts", "status", "missing")),
    )
    bottom = add_table(deck, slide, coverage_tables.tabulate_rows(basis, "own", title, rows, SLIDE_COLUMNS), TOP)
    shares = [row for row in rows if row["coverage"] is not None and row["kind"] == "share"]
    if shares:
        bars = [
            to_bar(row, name_area(basis, row, w.translate(basis.config.indicators[row["indicator_id"]].name)))
            for row in shares
        ]
        charts.add_bars(
            slide, (LEFT, bottom + 0.15, CONTENT_WIDTH, BOTTOM - bottom - 0.15), bars, list_series_names(w), title
        )


def add_method(deck: Deck, topic: Topic) -> None:
    """The short rules, numbered."""
    rules = sources.list_short_rules(deck.basis)
    slide = deck.add_slide(topic.heading, [deck.basis.source, *rules])
    runs = [TextRun(f"{number}. {rule}", 22) for number, rule in enumerate(rules, start=1)]
    add_text(slide, (LEFT, TOP, CONTENT_WIDTH, BOTTOM - TOP), runs, gap=14)
