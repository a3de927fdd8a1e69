"""A card for the phone: where a village or the commune stands in a year, as a picture of 1080 × 1350 pixels."""

from typing import Any

from learning_coverage.content import sentences
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Wish
from learning_coverage.reports.pdf import chart_rows, typst
from learning_coverage.reports.pdf.frame import frame

TEMPLATE = "card.typ"


def make(basis: Basis, wish: Wish) -> bytes:
    """The PNG: of the village wished for, else of the commune."""
    return typst.png(TEMPLATE, values(basis, wish))


def values(basis: Basis, wish: Wish) -> dict[str, Any]:
    """What stands on the card."""
    found = Answers(basis, wish)
    return {**frame(found), **(_of_village(found, wish.village) if wish.village else _of_commune(found))}


def _of_village(found: Answers, area: str) -> dict[str, Any]:
    basis = found.basis
    rows = [row for title in basis.config.titles if (row := found.row(area, title.id))]
    return {
        "above": _above(found, basis.config.commune.name),
        "name": basis.area_names[area],
        "finding": found.sentence_of(area),
        "reported": "",
        "rows": _rows(found, rows, area),
    }


def _of_commune(found: Answers) -> dict[str, Any]:
    basis = found.basis
    return {
        "above": _above(found, basis.w("paper_png.commune")),
        "name": basis.config.commune.name,
        "finding": sentences.overview(found.headline, found.year, basis.config, basis.w),
        "reported": found.reported,
        "rows": _rows(found, found.titles, found.whole),
    }


def _above(found: Answers, name: str) -> str:
    return f"{name} · {found.basis.w('paper_png.title', year=found.year)}"


def _rows(found: Answers, rows: list[dict[str, Any]], area: str) -> list[dict[str, Any]]:
    """Big numbers and the verdicts of past milestones; the path and the change are left to the booklet."""
    w, verdicts = found.basis.w, found.verdicts.get(area, [])
    drawn = []
    for row in rows:
        value = "" if row["status"] == "no_data" else chart_rows.value(row, w)
        facts = chart_rows.told_verdicts(row, verdicts, w)
        drawn.append({**chart_rows.standing(row, found.basis), "value": value, "facts": facts})
    return drawn
