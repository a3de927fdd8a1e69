"""The matrix of villages and titles, and a slide for one village."""

from typing import Any

from learning_coverage.content import coverage_tables, sentences
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.table import Share
from learning_coverage.reports.pptx import charts, speaker_notes
from learning_coverage.reports.pptx.charts import Line
from learning_coverage.reports.pptx.coverage import numbered, table_of
from learning_coverage.reports.pptx.deck import ACROSS, BOTTOM, LEFT, TOP, Deck
from learning_coverage.reports.pptx.tables import SIZE, table
from learning_coverage.reports.pptx.text_fit import pages, row_height
from learning_coverage.reports.pptx.text_run import Said
from learning_coverage.statuses import LOOKS, shown

Row = dict[str, Any]
PARTS = ("recognised", "denominator", "coverage", "target", "missing", "status")
CELL = 2.7  # inches at most of a column of the matrix


def matrix(deck: Deck) -> None:
    """Village by title, the commune's line at the end of each slide."""
    basis, year, w = deck.basis, deck.wish.year, deck.basis.w
    shown_titles = basis.config.titles
    groups = [{"area_id": group.id, "area_name": group.name} for group in basis.config.groups]
    areas = [*deck.found.villages, *groups]
    lines = [_line(deck.found, area["area_id"], area["area_name"]) for area in areas]
    commune = _line(deck.found, basis.config.whole, w("matrix.commune"))
    head = [Said(w("filter.village")), *(Said(w.of(title.short)) for title in shown_titles)]
    cell = min(CELL, (ACROSS - 4) / max(1, len(shown_titles)))
    across = [ACROSS - cell * len(shown_titles), *[cell] * len(shown_titles)]
    finding = sentences.matrix(deck.found.headline, None, year, basis.config, w)
    counted = [row for row in deck.found.rows.values() if basis.config.indicators[row["indicator_id"]] in shown_titles]
    notes = speaker_notes.notes(
        deck.found, counted, speaker_notes.counts_of_all(basis), ("counts", "status", "commune")
    )
    room = BOTTOM - TOP - row_height(head, across, SIZE) - row_height(commune, across, SIZE)
    found = pages([row_height(line, across, SIZE) for line in lines], room)
    for number, page in enumerate(found, start=1):
        slide = deck.slide(numbered(finding, number, len(found), w), notes)
        table(slide, [head, *(lines[line] for line in page), commune], across, TOP, finding)


def _line(found: Answers, area: str, name: str) -> list[Said]:
    return [Said(name), *(_cell(found.basis, found.row(area, title.id)) for title in found.basis.config.titles)]


def _cell(basis: Basis, row: Row | None) -> Said:
    """The share with its sign; a yes or no has its word, and so has what is not known."""
    if row is None:
        return Said("")
    look, w = LOOKS[shown(row)], basis.w
    if row["coverage"] is None or row["is_single"]:
        return Said(f"{look.sign} {w(f'status.{shown(row)}')}", look=look)
    return Said(f"{look.sign} {w.share(row['coverage'], target=row['target'])}", look=look)


def slide(deck: Deck, area: str) -> None:
    """Where each title of the village stands, and its years."""
    basis, found = deck.basis, deck.found
    finding = found.sentence_of(area)
    if area not in found.reporting:
        deck.slide(finding, [basis.source])
        return
    rows = [row for row in found.rows.values() if row["area_id"] == area]
    made = deck.slide(finding, speaker_notes.notes(found, rows, speaker_notes.counts(basis)))
    end = table_of(deck, made, coverage_tables.standing(basis, f"village-{area}", finding, rows, PARTS), TOP)
    if series := _series(found, area):
        charts.lines(made, (LEFT, end + 0.15, ACROSS, BOTTOM - end - 0.15), found.years, series, finding)


def _series(found: Answers, area: str) -> list[Line]:
    """A line per title that is a share and has figures, and one for each target that differs."""
    w, drawn = found.basis.w, []
    targets: dict[tuple[Share, ...], list[str]] = {}
    for title in found.basis.config.titles:
        own = found.over_years(area, title.id)
        if title.kind == "share" and any(row and row["coverage"] is not None for row in own):
            drawn.append(Line(w.of(title.name), tuple(_share(row) for row in own)))
            targets.setdefault(tuple(Share(row["target"] if row else None) for row in own), []).append(
                w.of(title.short)
            )
    word = w("paper.column.target")
    dashed = [Line(f"{word} {', '.join(names)}", shares, is_target=True) for shares, names in targets.items()]
    return [*drawn, *dashed]


def _share(row: Row | None) -> Share:
    return Share(row["coverage"], row["target"]) if row else Share(None)
