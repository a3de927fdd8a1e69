"""The whole report."""

import io
from dataclasses import replace

from docx.document import Document

from learning_coverage.config import DEFAULT_BOUNDARIES
from learning_coverage.content import coverage_tables
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.report import period
from learning_coverage.content.report.period import Period
from learning_coverage.content.request import Request
from learning_coverage.reports.docx import blank_report, head, sections, styles
from learning_coverage.reports.docx.table_layout import TableWriter
from learning_coverage.reports.docx.text import TextWriter


def make(basis: Basis, request: Request) -> bytes:
    """The .docx of the commune's report for the years of the preset; its annexes have the villages."""
    report_period, w = period.resolve(basis, request), basis.w
    answers = Answers(basis, replace(request, year=report_period.year))
    subject = w(f"paper_docx.subject.{report_period.preset}", **report_period.text_values)
    heading = f"{w('paper_docx.name')}: {subject}"
    document = blank_report.create_document(basis, heading, _describe_source(answers), request.made_on)
    text = TextWriter(document, w, TableWriter(document, w), blank_report.get_text_width(document.sections[0]))
    head.add_head(document, basis, subject)
    _add_body(text, answers, report_period)
    head.add_signature(document, w)
    _add_annexes(document, answers, report_period, text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _describe_source(answers: Answers) -> str:
    """Source, year, how many villages reported, boundaries other than today's."""
    basis, w = answers.basis, answers.basis.w
    boundaries = basis.figures.boundaries
    parts = (
        basis.source,
        w("filter.of_year", year=answers.year),
        answers.reported_note,
        "" if boundaries == DEFAULT_BOUNDARIES else f"{w('lineage.boundaries')}: {w(f'lineage.{boundaries}')}",
    )
    return " · ".join(part for part in parts if part)


def _add_body(text: TextWriter, answers: Answers, report_period: Period) -> None:
    w, plan = text.w, answers.basis.config.plan
    period_text = w(f"paper_docx.period.{report_period.preset}", **report_period.text_values)
    text.add_paragraph(
        w(
            "paper_docx.opening",
            programme=plan.programme,
            plan=w.translate(plan.name),
            issuer=plan.issuer,
            period=period_text,
        )
    )
    text.add_section("leading")
    for part in ("direction", "telling"):
        text.add_subsection(w(f"paper_docx.leading.{part}"))
        text.add_placeholder(f"paper_docx.leading.{part}_gap")
    text.add_section("results")
    sections.add_results(text, answers, report_period)
    text.add_section("verdicts")
    sections.add_assessment(text, answers, report_period)
    text.add_section("outlook")
    sections.add_outlook(text, answers)
    text.add_section("proposals")
    for part in ("committee", "above"):
        text.add_subsection(w(f"paper_docx.proposals.{part}"))
        text.add_placeholder(f"paper_docx.proposals.{part}_gap")
    text.add_paragraph(w("paper_docx.closing", period=period_text), keep_with_next=True)


def _add_annexes(document: Document, answers: Answers, report_period: Period, text: TextWriter) -> None:
    """Annex I, villages by titles, on landscape pages; annex II, villages by years, a table for each title."""
    basis = answers.basis
    table = coverage_tables.tabulate_villages(answers)
    wide = blank_report.add_section(document, is_landscape=True)
    _add_annex_head(document, basis, "I", "titles")
    text.table_writer.add(table, blank_report.get_text_width(wide), numbered_rows=len(answers.villages))
    tables = [coverage_tables.tabulate_years(answers, title, report_period.years) for title in basis.config.titles]
    if not report_period.years:
        return
    long = blank_report.add_section(document, is_landscape=any(table.is_wide for table in tables))
    _add_annex_head(document, basis, "II", "years")
    for table in tables:
        text.table_writer.add(table, blank_report.get_text_width(long), numbered_rows=len(basis.villages))


def _add_annex_head(document: Document, basis: Basis, number: str, subject: str) -> None:
    w = basis.w
    document.add_paragraph(w("paper_docx.annex.number", number=number), styles.get_name("annex", w))
    document.add_paragraph(w(f"paper_docx.annex.{subject}"), styles.get_name("annex_title", w))
    document.add_paragraph(w("paper_docx.annex.attached"), styles.get_name("attached", w))
