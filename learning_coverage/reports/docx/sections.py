"""Sections II to IV of the report, with placeholders for what people write."""

from learning_coverage.content import agreements, coverage_tables
from learning_coverage.content.answers import Answers
from learning_coverage.content.report import assessment, outlook, results
from learning_coverage.content.report.period import Period
from learning_coverage.reports.docx.text import TextWriter


def add_results(text: TextWriter, answers: Answers, period: Period) -> None:
    """How many villages reported, all indicators in one table, then each indicator."""
    text.add_paragraph(results.describe_reporting(answers))
    text.table_writer.add(coverage_tables.tabulate_programme(answers), text.width)
    for result in results.list_results(answers, period):
        text.add_subsection(result.heading)
        if result.target:
            text.add_paragraph(result.target, keep_with_next=True)
        text.add_paragraph(result.text, keep_with_next=bool(result.years.rows))
        if result.years.rows:
            text.table_writer.add(result.years, text.width)
        for mark in result.breaks:
            text.add_paragraph(mark)


def add_assessment(text: TextWriter, answers: Answers, period: Period) -> None:
    """What is good, what falls short, a placeholder for the reasons."""
    w = text.w
    for part, items in assessment.list_assessments(answers, period).items():
        text.add_subsection(w(f"paper_docx.verdicts.{part}"))
        for item in items:
            text.add_item(item)
        if not items:
            text.add_paragraph(w(f"paper_docx.verdicts.no_{part}"))
        text.add_placeholder(f"paper_docx.verdicts.{part}_gap")
    text.add_subsection(w("paper_docx.verdicts.reasons"))
    text.add_placeholder("paper_docx.verdicts.reasons_gap")


def add_outlook(text: TextWriter, answers: Answers) -> None:
    """Units still to be recognised, quotas in force, open tasks."""
    w = text.w
    text.add_subsection(w("paper_docx.outlook.aims"))
    aims = list(outlook.iter_aims(answers))
    if aims:
        text.add_paragraph(w("paper_docx.outlook.to_do"))
    for aim in aims:
        text.add_item(aim)
    text.add_placeholder("paper_docx.outlook.aims_gap")
    _add_agreements(text, answers)
    text.add_subsection(w("paper_docx.outlook.work"))
    text.add_placeholder("paper_docx.outlook.work_gap")


def _add_agreements(text: TextWriter, answers: Answers) -> None:
    quotas, tasks = [table for _, table in agreements.list_quotas(answers)], agreements.tabulate_tasks(answers)
    for part, tables in (("quotas", quotas), ("tasks", [tasks] if tasks else [])):
        if tables:
            text.add_subsection(text.w(f"paper_docx.outlook.{part}"))
        for table in tables:
            text.table_writer.add(table, text.width, numbered_rows=len(table.rows))
