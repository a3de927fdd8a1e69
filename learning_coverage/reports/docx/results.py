"""Section II: where each indicator of the plan stands, in a sentence and a table."""

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.content import coverage_tables, reporting, row_texts, sentences
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import YEAR
from learning_coverage.queries import programme
from learning_coverage.queries.rows import MilestoneVerdictRow, ProgrammeRow
from learning_coverage.reports.docx.period import Period
from learning_coverage.reports.docx.text import TextWriter


def add_results(text: TextWriter, basis: Basis, period: Period) -> None:
    """Who reported, all indicators in one table, then each of them."""
    text.add_paragraph(_describe_reporting(basis, period.year))
    text.table_writer.add(coverage_tables.tabulate_programme(basis, period.year), text.width)
    past = queries.milestone_verdicts(basis.figures, period.year, basis.config.scope_id)
    for row in list_plan_rows(basis, period):
        indicator = basis.config.indicators[row["indicator_id"]]
        text.add_subsection(basis.w.translate(indicator.name))
        if wording := indicator.wording.get(row["milestone_year"]):
            text.add_paragraph(
                basis.w("paper_docx.target", milestone=row["milestone_year"], wording=wording), keep_with_next=True
            )
        own_verdicts = [verdict for verdict in past if verdict["indicator_id"] == indicator.id]
        years = coverage_tables.tabulate_commune(basis, indicator, period.years)
        text.add_paragraph(
            _describe_indicator(basis, period, indicator, row, own_verdicts), keep_with_next=bool(years.rows)
        )
        if years.rows:
            text.table_writer.add(years, text.width)
        _add_breaks(text, basis, period, indicator)


def list_plan_rows(basis: Basis, period: Period) -> list[ProgrammeRow]:
    """The latest figures of every indicator up to the year; a report of a year does not take over an older one."""
    return programme.programme(basis.figures, period.year)


def is_in_report(row: ProgrammeRow, period: Period) -> bool:
    """Whether a figure is of the years the report judges."""
    return row["status"] != "no_data" and (row["is_current"] or period.preset != YEAR)


def to_sentence(text: str) -> str:
    """A finding as a sentence of a text."""
    return f"{text[:1].upper()}{text[1:]}."


def _describe_reporting(basis: Basis, year: int) -> str:
    w, reported = basis.w, reporting.load(basis.figures, year)
    unreported = reported.unreported
    if not unreported or len(unreported) == len(reported.rows):
        return w(f"paper_docx.reported.{'none' if unreported else 'all'}", year=year)
    return w("paper_docx.reported.some", reported=reported.describe(w), names=w.join(reporting.list_names(unreported)))


def _describe_indicator(
    basis: Basis, period: Period, indicator: Indicator, row: ProgrammeRow, verdicts: list[MilestoneVerdictRow]
) -> str:
    """Where an indicator stands, and what came of the milestones before."""
    w = basis.w
    result = sentences.describe_result(row, basis.config, w)
    if row["status"] != "no_data" and not is_in_report(row, period):
        result = w("paper_docx.older", year=period.year, told=result)
    if both := row_texts.describe_other_share(row, indicator, w):
        result += f" ({both})"
    return " ".join(map(to_sentence, [result, *row_texts.list_verdicts(verdicts, w)]))


def _add_breaks(text: TextWriter, basis: Basis, period: Period, indicator: Indicator) -> None:
    for mark in basis.list_breaks(indicator.id, basis.config.scope_id):
        if mark["year"] in period.years:
            text.add_paragraph(basis.w("paper_docx.broken", year=mark["year"], what=mark["word"]))
