"""The slides about the whole: the cover, the titles counted for the commune, how figures are made."""

from pptx.util import Inches, Pt

from learning_coverage.content import agenda, coverage_tables, sources
from learning_coverage.reports.pptx import charts, speaker_notes
from learning_coverage.reports.pptx.coverage import bar_of, labels, table_of
from learning_coverage.reports.pptx.deck import ACROSS, BOTTOM, LEFT, TOP, Deck, text
from learning_coverage.reports.pptx.text_run import Said

PARTS = ("recognised", "denominator", "coverage", "target", "missing", "status")


def cover(deck: Deck) -> None:
    """What the meeting is about, and what its figures rest on."""
    basis, year, w = deck.basis, deck.wish.year, deck.basis.w
    title = w("meeting.title", year=year)
    villages = deck.found.reporting.values()
    silent = [row["area_name"] for row in villages if not row["reported_titles"]]
    slide = deck.slide(title, [basis.source, *basis.told(year), *(f"– {rule}" for rule in sources.rules(basis))])
    said = [
        Said(deck.about, 28, is_bold=True),
        Said(w.of(basis.config.plan.name), 20),
        Said(w("meeting.day", date=w.date(deck.wish.made_on)), 20),
        Said(w("stamp.reported", n=len(villages) - len(silent), of=len(villages), year=year), 20),
    ]
    if basis.stamp["upload_id"] is not None:
        when = w.time(basis.stamp["received_at"])
        said.append(Said(w("stamp.upload", upload=basis.stamp["upload_id"], time=when), 20))
    if 0 < len(silent) < len(villages):
        said.append(Said(w("stamp.silent", names=w.joined(silent, 4)), 20))
    heading = slide.shapes.title
    heading.left, heading.top, heading.width, heading.height = map(Inches, (LEFT, 1.1, ACROSS, 1.2))
    heading.text_frame.paragraphs[0].runs[0].font.size = Pt(40)
    text(slide, (LEFT, 2.6, ACROSS, BOTTOM - 2.6), said, gap=12)


def own(deck: Deck) -> None:
    """The titles counted for the commune as a whole: a table, and bars of those that are a share."""
    basis, year, w = deck.basis, deck.wish.year, deck.basis.w
    rows = agenda.own_titles(basis, year)
    if not rows:
        return
    title = agenda.own_finding(basis, rows, year)
    slide = deck.slide(
        title, speaker_notes.notes(deck.found, rows, speaker_notes.counts(basis), ("counts", "status", "missing"))
    )
    end = table_of(deck, slide, coverage_tables.standing(basis, "own", title, rows, PARTS), TOP)
    shares = [row for row in rows if row["coverage"] is not None and row["kind"] == "share"]
    if shares:
        found = [bar_of(row, w.of(basis.config.indicators[row["indicator_id"]].name)) for row in shares]
        charts.bars(slide, (LEFT, end + 0.15, ACROSS, BOTTOM - end - 0.15), found, labels(w), title)


def method(deck: Deck) -> None:
    rules = sources.rules(deck.basis)
    slide = deck.slide(deck.basis.w("meeting.method"), [deck.basis.source, *rules])
    said = [Said(f"{number}. {rule}", 22) for number, rule in enumerate(rules, start=1)]
    text(slide, (LEFT, TOP, ACROSS, BOTTOM - TOP), said, gap=14)
