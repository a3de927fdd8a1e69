"""Results of each indicator of the plan: sentences and a table of years."""

from dataclasses import dataclass

from learning_coverage.content import coverage_tables, reporting, row_texts, sentences
from learning_coverage.content.answers import Answers
from learning_coverage.content.report.period import Period
from learning_coverage.content.reporting import REPORT_NAMES
from learning_coverage.content.request import YEAR
from learning_coverage.content.table import Table
from learning_coverage.queries.rows import ProgrammeRow


@dataclass(frozen=True)
class Result:
    """An indicator of the plan; `target` is empty where the plan has no wording for the milestone."""

    heading: str
    target: str
    text: str
    years: Table
    breaks: tuple[str, ...]


def list_results(answers: Answers, period: Period) -> list[Result]:
    """A result for each indicator, in the order of the plan."""
    return [_build_result(answers, period, row) for row in answers.programme]


def _build_result(answers: Answers, period: Period, row: ProgrammeRow) -> Result:
    basis, w = answers.basis, answers.basis.w
    indicator = basis.config.indicators[row["indicator_id"]]
    wording = indicator.wording.get(row["milestone_year"])
    return Result(
        w.translate(indicator.name),
        w("paper_docx.target", milestone=row["milestone_year"], wording=wording) if wording else "",
        _describe(answers, period, row),
        coverage_tables.tabulate_commune(answers, indicator, period.years),
        tuple(
            w("paper_docx.broken", year=mark["year"], what=mark["word"])
            for mark in basis.list_breaks(indicator.id, answers.scope_id)
            if mark["year"] in period.years
        ),
    )


def _describe(answers: Answers, period: Period, row: ProgrammeRow) -> str:
    """Counts, share and change of an indicator, and the verdicts of past milestones."""
    config, w = answers.basis.config, answers.basis.w
    text = sentences.describe_result(row, config, w)
    if row["status"] != "no_data" and not is_in_report(row, period):
        text = w("paper_docx.older", year=period.year, told=text)
    if both := row_texts.describe_other_share(row, config.indicators[row["indicator_id"]], w):
        text += f" ({both})"
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in (text, *answers.list_past_verdicts(row)))


def is_in_report(row: ProgrammeRow, period: Period) -> bool:
    """Whether a figure is of the years the report judges; the report of a year judges no older figure."""
    return row["status"] != "no_data" and (row["is_current"] or period.preset != YEAR)


def describe_reporting(answers: Answers) -> str:
    """How many villages reported, of each title where it differs, with the names of those that did not report all."""
    w, reported = answers.basis.w, answers.reporting
    if reported.is_complete:
        return w("paper_docx.reported.all", year=answers.year)
    if len(reported.unreported) == len(reported.rows):
        return w("paper_docx.reported.none", year=answers.year)
    missing = [
        w(f"stamp.{kind}", names=w.join(reporting.list_names(rows), REPORT_NAMES)) for kind, rows in reported.gaps
    ]
    return w("paper_docx.reported.some", reported="; ".join([reported.describe(w), *missing]))
