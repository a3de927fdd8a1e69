"""The report from top to bottom."""

import io

from docx.document import Document

from learning_coverage import queries
from learning_coverage.content import coverage_tables
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Wish
from learning_coverage.queries import records
from learning_coverage.reports.docx import blank_report, head, period, styles
from learning_coverage.reports.docx.outlook import put_outlook
from learning_coverage.reports.docx.period import Period
from learning_coverage.reports.docx.results import put_results, reported
from learning_coverage.reports.docx.table_layout import Grids
from learning_coverage.reports.docx.text import Text
from learning_coverage.reports.docx.verdicts import put_verdicts


def make(basis: Basis, wish: Wish) -> bytes:
    """A .docx of the commune's report for the years of the preset; villages are in its annexes."""
    of, w = period.of(basis, wish), basis.w
    subject = w(f"paper_docx.subject.{of.preset}", **of.words)
    document = blank_report.blank(basis, f"{w('paper_docx.name')}: {subject}", _stamp(basis, of), wish.made_on)
    text = Text(document, w, Grids(document, w), blank_report.width(document.sections[0]))
    head.put_head(document, basis, subject)
    _put_body(text, basis, of, wish)
    head.put_signature(document, w)
    _put_annexes(document, basis, of, text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _stamp(basis: Basis, of: Period) -> str:
    """What the figures are of: source, year, who reported, boundaries other than today's."""
    w = basis.w
    told = [basis.source, w("filter.of_year", year=of.year)]
    if short := reported(basis, of.year):
        told.append(short)
    if basis.figures.boundaries != "now":
        told.append(f"{w('lineage.boundaries')}: {w(f'lineage.{basis.figures.boundaries}')}")
    return " · ".join(told)


def _put_body(text: Text, basis: Basis, of: Period, wish: Wish) -> None:
    w, plan = basis.w, basis.config.plan
    what = w(f"paper_docx.period.{of.preset}", **of.words)
    text.say(w("paper_docx.opening", programme=plan.programme, plan=w.of(plan.name), issuer=plan.issuer, period=what))
    text.section("leading")
    for part in ("direction", "telling"):
        text.part(w(f"paper_docx.leading.{part}"))
        text.gap(f"paper_docx.leading.{part}_gap")
    text.section("results")
    put_results(text, basis, of)
    text.section("verdicts")
    put_verdicts(text, basis, of)
    text.section("outlook")
    put_outlook(text, basis, of, wish)
    text.section("proposals")
    for part in ("committee", "above"):
        text.part(w(f"paper_docx.proposals.{part}"))
        text.gap(f"paper_docx.proposals.{part}_gap")
    text.say(w("paper_docx.closing", period=what), with_next=True)


def _put_annexes(document: Document, basis: Basis, of: Period, text: Text) -> None:
    """Villages by titles on pages on their side; villages by years, a table for each title."""
    villages = len(records(queries.villages(basis.figures, of.year)))
    table = coverage_tables.by_village(basis, of.year)
    wide = blank_report.add_section(document, on_its_side=True)
    _put_annex_head(document, basis, "I", "titles")
    text.grids.add(table, blank_report.width(wide), numbered=villages)
    tables = [coverage_tables.by_year(basis, title, of.years) for title in basis.config.titles]
    if not of.years:
        return
    long = blank_report.add_section(document, on_its_side=any(table.is_wide for table in tables))
    _put_annex_head(document, basis, "II", "years")
    for table in tables:
        text.grids.add(table, blank_report.width(long), numbered=len(basis.villages))


def _put_annex_head(document: Document, basis: Basis, number: str, about: str) -> None:
    w = basis.w
    document.add_paragraph(w("paper_docx.annex.number", number=number), styles.name("annex", w))
    document.add_paragraph(w(f"paper_docx.annex.{about}"), styles.name("annex_title", w))
    document.add_paragraph(w("paper_docx.annex.attached"), styles.name("attached", w))
