"""Section II: where each indicator of the plan stands, in a sentence and a table."""

from typing import Any

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.content import coverage_tables, sentences
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import YEAR
from learning_coverage.queries import programme, records
from learning_coverage.reports.docx.period import Period
from learning_coverage.reports.docx.text import Text

Row = dict[str, Any]


def put_results(text: Text, basis: Basis, of: Period) -> None:
    """Who reported, all indicators in one table, then each of them."""
    text.say(_who_reported(basis, of.year))
    text.grids.add(coverage_tables.programme(basis, of.year), text.width)
    past = records(queries.verdicts(basis.figures, of.year, basis.config.whole))
    for row in of_plan(basis, of):
        indicator = basis.config.indicators[row["indicator_id"]]
        text.part(basis.w.of(indicator.name))
        if wording := indicator.wording.get(row["milestone_year"]):
            text.say(basis.w("paper_docx.target", milestone=row["milestone_year"], wording=wording), with_next=True)
        own = [verdict for verdict in past if verdict["indicator_id"] == indicator.id]
        years = coverage_tables.of_commune(basis, indicator, of.years)
        text.say(_told(basis, of, indicator, row, own), with_next=bool(years.rows))
        if years.rows:
            text.grids.add(years, text.width)
        _say_breaks(text, basis, of, indicator)


def of_plan(basis: Basis, of: Period) -> list[Row]:
    """The latest figures of every indicator up to the year; a report of a year does not take over an older one."""
    return records(programme.programme(basis.figures, of.year))


def is_of_the_report(row: Row, of: Period) -> bool:
    """Whether a figure is of the years the report judges."""
    return row["status"] != "no_data" and (row["is_current"] or of.preset != YEAR)


def reported(basis: Basis, year: int) -> str:
    """How many villages reported in a year; nothing where all did."""
    villages = records(queries.reporting(basis.figures, year))
    told = [row for row in villages if row["reported_titles"]]
    if len(told) == len(villages):
        return ""
    return basis.w("stamp.reported", n=len(told), of=len(villages), year=year)


def sentence(told: str) -> str:
    """A finding as a sentence of a text."""
    return f"{told[:1].upper()}{told[1:]}."


def _who_reported(basis: Basis, year: int) -> str:
    w, rows = basis.w, records(queries.reporting(basis.figures, year))
    silent = [row["area_name"] for row in rows if not row["reported_titles"]]
    short = reported(basis, year)
    if not short or len(silent) == len(rows):
        return w(f"paper_docx.reported.{'none' if short else 'all'}", year=year)
    return w("paper_docx.reported.some", reported=short, names=w.joined(silent))


def _told(basis: Basis, of: Period, indicator: Indicator, row: Row, past: list[Row]) -> str:
    """Where an indicator stands, and what came of the milestones before."""
    w = basis.w
    told = sentences.result(row, basis.config, w)
    if row["status"] != "no_data" and not is_of_the_report(row, of):
        told = w("paper_docx.older", year=of.year, told=told)
    told += _other_reading(row, indicator, basis)
    before = [w(f"verdict.{verdict['status']}", milestone=verdict["milestone_year"]) for verdict in past]
    return " ".join(map(sentence, [told, *before]))


def _other_reading(row: Row, indicator: Indicator, basis: Basis) -> str:
    """The share by the other denominator where the plan leaves open which one is meant."""
    w, registered = basis.w, row["coverage_of_registered"]
    if not indicator.has_two_readings or row["coverage"] is None or registered is None:
        return ""
    shares = {"total": w.share(row["coverage_of_total"]), "registered": w.share(registered)}
    return f" ({w('readings.' + row['denominator_kind'], **shares)})"


def _say_breaks(text: Text, basis: Basis, of: Period, indicator: Indicator) -> None:
    for found in basis.breaks(indicator.id, basis.config.whole):
        if found["year"] in of.years:
            text.say(basis.w("paper_docx.broken", year=found["year"], what=found["word"]))
