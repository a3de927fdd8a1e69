"""The report from top to bottom."""

import io

from docx.document import Document

from learning_coverage import queries
from learning_coverage.content import coverage_tables, reporting
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.reports.docx import blank_report, head, period, styles
from learning_coverage.reports.docx.assessment import add_verdicts
from learning_coverage.reports.docx.outlook import add_outlook
from learning_coverage.reports.docx.period import Period
from learning_coverage.reports.docx.results import add_results
from learning_coverage.reports.docx.table_layout import TableWriter
from learning_coverage.reports.docx.text import TextWriter


def make(basis: Basis, request: Request) -> bytes:
    """A .docx of the commune's report for the years of the preset; villages are in its annexes."""
    report_period, w = period.resolve(basis, request), basis.w
    subject = w(f"paper_docx.subject.{report_period.preset}", **report_period.text_values)
    document = blank_report.create_document(
        basis, f"{w('paper_docx.name')}: {subject}", _describe_source(basis, report_period), request.made_on
    )
    text = TextWriter(document, w, TableWriter(document, w), blank_report.get_text_width(document.sections[0]))
    head.add_head(document, basis, subject)
    _add_body(text, basis, report_period, request)
    head.add_signature(document, w)
    _add_annexes(document, basis, report_period, text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _describe_source(basis: Basis, report_period: Period) -> str:
    """What the figures are of: source, year, who reported, boundaries other than today's."""
    w = basis.w
    parts = [basis.source, w("filter.of_year", year=report_period.year)]
    if reported := reporting.load(basis.figures, report_period.year).describe_incomplete(w):
        parts.append(reported)
    if basis.figures.boundaries != "now":
        parts.append(f"{w('lineage.boundaries')}: {w(f'lineage.{basis.figures.boundaries}')}")
    return " · ".join(parts)


def _add_body(text: TextWriter, basis: Basis, report_period: Period, request: Request) -> None:
    w, plan = basis.w, basis.config.plan
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
    add_results(text, basis, report_period)
    text.add_section("verdicts")
    add_verdicts(text, basis, report_period)
    text.add_section("outlook")
    add_outlook(text, basis, report_period, request)
    text.add_section("proposals")
    for part in ("committee", "above"):
        text.add_subsection(w(f"paper_docx.proposals.{part}"))
        text.add_placeholder(f"paper_docx.proposals.{part}_gap")
    text.add_paragraph(w("paper_docx.closing", period=period_text), keep_with_next=True)


def _add_annexes(document: Document, basis: Basis, report_period: Period, text: TextWriter) -> None:
    """Villages by titles on pages on their side; villages by years, a table for each title."""
    villages = len(queries.villages(basis.figures, report_period.year))
    table = coverage_tables.tabulate_villages(basis, report_period.year)
    wide = blank_report.add_section(document, is_landscape=True)
    _add_annex_head(document, basis, "I", "titles")
    text.table_writer.add(table, blank_report.get_text_width(wide), numbered_rows=villages)
    tables = [coverage_tables.tabulate_years(basis, title, report_period.years) for title in basis.config.titles]
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
