"""Section IV: what is still to be recognised, the quotas given, the tasks agreed; the rest is for people to write."""

from collections.abc import Iterator
from dataclasses import replace

from learning_coverage.content import agreements
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.queries import quotas as quota_asked
from learning_coverage.reports.docx.period import Period
from learning_coverage.reports.docx.results import list_plan_rows
from learning_coverage.reports.docx.text import TextWriter


def add_outlook(text: TextWriter, basis: Basis, period: Period, request: Request) -> None:
    w = basis.w
    text.add_subsection(w("paper_docx.outlook.aims"))
    aims = list(_iter_aims(basis, period))
    if aims:
        text.add_paragraph(w("paper_docx.outlook.to_do"))
    for aim in aims:
        text.add_item(aim)
    text.add_placeholder("paper_docx.outlook.aims_gap")
    answers = Answers(basis, replace(request, year=period.year))
    _add_quotas(text, answers)
    _add_tasks(text, answers)
    text.add_subsection(w("paper_docx.outlook.work"))
    text.add_placeholder("paper_docx.outlook.work_gap")


def _iter_aims(basis: Basis, period: Period) -> Iterator[str]:
    """Units the commune misses to the last milestone in the titles of villages, to the one in force in the others."""
    rows = {row["indicator_id"]: row for row in list_plan_rows(basis, period)}
    for title in basis.config.titles:
        needs = quota_asked.needs(basis.figures, period.year, title.id, quota_asked.COMMUNE_ONLY)
        commune = needs[-1] if needs else None
        if commune and commune["missing"]:
            yield _format_aim(basis, title.id, commune["missing"], commune["target"], commune["milestone_year"])
        rows.pop(title.id, None)
    for id_, row in rows.items():
        if row["missing"] and row["milestone_year"] > period.year and not row["is_single"] and row["kind"] != "grade":
            yield _format_aim(basis, id_, row["missing"], row["target"], row["milestone_year"])


def _format_aim(basis: Basis, id_: str, missing: int, target: float | None, milestone: int) -> str:
    w, indicator = basis.w, basis.config.indicators[id_]
    return w(
        "paper_docx.outlook.aim",
        title=w.translate(indicator.name),
        n=missing,
        unit=w.unit(indicator.unit, missing),
        target=w.share(target, 0),
        milestone=milestone,
    )


def _add_quotas(text: TextWriter, answers: Answers) -> None:
    tables = [table for _, table in agreements.list_quotas(answers)]
    if tables:
        text.add_subsection(answers.basis.w("paper_docx.outlook.quotas"))
    for table in tables:
        text.table_writer.add(table, text.width, numbered_rows=len(table.rows))


def _add_tasks(text: TextWriter, answers: Answers) -> None:
    if table := agreements.tabulate_tasks(answers):
        text.add_subsection(answers.basis.w("paper_docx.outlook.tasks"))
        text.table_writer.add(table, text.width, numbered_rows=len(table.rows))
