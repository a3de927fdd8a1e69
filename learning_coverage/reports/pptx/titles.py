"""The slides of each title: its villages against the path and the target, and whom to talk to."""

from collections.abc import Sequence
from typing import Any

from learning_coverage.config import Indicator
from learning_coverage.content import agenda, sentences
from learning_coverage.content.table import Share, Status, shown
from learning_coverage.reports.pptx import charts, speaker_notes
from learning_coverage.reports.pptx.charts import Line
from learning_coverage.reports.pptx.coverage import bar_of, labels, numbered
from learning_coverage.reports.pptx.deck import ACROSS, BOTTOM, LEFT, TOP, Deck, text
from learning_coverage.reports.pptx.text_fit import height, lines, pages
from learning_coverage.reports.pptx.text_run import Said
from learning_coverage.statuses import LEGEND, LOOKS

Row = dict[str, Any]
PANEL = 4.9  # inches of the column that names whom to talk to
CHART = (LEFT, TOP, ACROSS - PANEL - 0.3, BOTTOM - TOP - 0.35)
CALLED = 6
SMALL = 12  # type of a chart with long names
NAME = 0.38  # of a chart's width that names may take


def slides(deck: Deck) -> None:
    """Titles in their order; one with many villages takes several slides."""
    found = deck.found
    for title in deck.basis.config.titles:
        own = {row["area_id"]: row for row in found.rows.values() if row["indicator_id"] == title.id}
        commune = own[deck.basis.config.whole]
        villages = [own[area["area_id"]] for area in found.villages]
        finding = sentences.title(found.headline, commune, deck.basis.config, deck.basis.w)
        notes = speaker_notes.notes(found, [*villages, commune], speaker_notes.counts_of_areas(deck.basis))
        if title.kind == "share":
            _villages(deck, title, finding, notes, villages, commune)
        else:
            slide = deck.slide(finding, notes)
            _years(deck, slide, title)
            _panel(deck, slide, title, commune)


def _villages(
    deck: Deck, title: Indicator, finding: str, notes: Sequence[str], villages: Sequence[Row], commune: Row
) -> None:
    """Bars of the villages, on the first slide beside the panel, then across the whole slide."""
    small = any(lines(row["area_name"], CHART[2] * NAME, charts.SIZE) > 1 for row in villages)
    size = SMALL if small else charts.SIZE
    room = CHART[3] - 0.9
    high = [max(0.3, height(row["area_name"], CHART[2] * NAME, size) + 0.06) for row in villages]
    found = pages(high, room)
    w = deck.basis.w
    for number, page in enumerate(found, start=1):
        slide = deck.slide(numbered(finding, number, len(found), w), notes)
        bars = [bar_of(villages[row], villages[row]["area_name"]) for row in page]
        box = CHART if number == 1 else (LEFT, TOP, ACROSS, CHART[3])
        charts.bars(slide, box, bars, labels(w), finding, size)
        key = "    ".join(f"{LOOKS[status].sign} {w(f'legend.{status}')}" for status in LEGEND[:-1])
        text(slide, (box[0], BOTTOM - 0.32, box[2], 0.3), [Said(key, 13)])
        if number == 1:
            _panel(deck, slide, title, commune)


def _years(deck: Deck, slide: Any, title: Indicator) -> None:
    """The commune's years of a title that is a yes or no in each village."""
    w = deck.basis.w
    years = deck.found.years
    own = [row for row in deck.found.over_years(deck.found.whole, title.id) if row]
    if not years:
        return
    found = [
        Line(w.of(title.name), tuple(Share(row["coverage"], row["target"]) for row in own)),
        Line(w("paper.column.target"), tuple(Share(row["target"]) for row in own), is_target=True),
    ]
    alt = w("paper_xlsx.years", title=w.of(title.name))
    charts.lines(slide, CHART, years, found, alt)


def _panel(deck: Deck, slide: Any, title: Indicator, commune: Row) -> None:
    """The commune's figure, then the villages to talk to, as many as the slide has room for."""
    w, left = deck.basis.w, LEFT + ACROSS - PANEL
    unit = w.unit(title.unit, commune["denominator"])
    said = [Said(shown(Share(commune["coverage"], commune["target"]), w), 36, is_bold=True)]
    if commune["denominator"] is not None:
        said.append(Said(f"{w.count(int(commune['numerator']))}/{w.count(int(commune['denominator']))} {unit}", 18))
    said.append(_tag(commune["status"], deck))
    if commune["missing"]:
        missing = int(commune["missing"])
        said.append(Said(w("meeting.short", n=missing, unit=w.unit(title.unit, missing)), 18, is_bold=True))
    called = agenda.called(deck.basis, title, deck.wish.year)
    if called or commune["status"] != "no_data":
        head = w("paper_pptx.called") if called else w("overview.no_calls", year=deck.wish.year)
        said.append(Said(head, 20, is_bold=True))
    text(slide, (left, TOP, PANEL, BOTTOM - TOP), [*said, *_called(deck, title, called, said)], gap=4)


def _tag(status: str, deck: Deck) -> Said:
    cell = Status(status)
    return Said(shown(cell, deck.basis.w), 18, is_bold=True, look=cell.look)


def _called(deck: Deck, title: Indicator, called: Sequence[Row], above: Sequence[Said]) -> list[Said]:
    """A paragraph per village; those without room are counted."""
    w = deck.basis.w
    told = [Said(_told(deck, title, row), 18) for row in called]
    room = BOTTOM - TOP - sum(height(said.text, PANEL - 0.2, said.size) + 0.1 for said in above) - 0.4
    first = pages([height(said.text, PANEL - 0.2, 18) + 0.06 for said in told[:CALLED]], room)
    shown_now = told[: len(first[0])] if first else []
    others = len(told) - len(shown_now)
    return [*shown_now, Said(w("meeting.others", n=others), 18)] if others else shown_now


def _told(deck: Deck, title: Indicator, row: Row) -> str:
    w, cell = deck.basis.w, Status(row["status"])
    if row["is_single"]:
        return f"{cell.look.sign} {row['area_name']}"
    share = w.share(row["coverage"], target=row["target"])
    short = w("meeting.short", n=int(row["missing"]), unit=w.unit(title.unit, int(row["missing"])))
    return f"{cell.look.sign} {row['area_name']}: {share}, {short}"
