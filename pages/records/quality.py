"""Whether the figures can be trusted: what was reported, what to ask back, which totals moved."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.choices import TITLE_OR_ALL, YEAR, buttons, make_choice
from learning_coverage.ui.page.declaration import Call, Form, PageDeclaration
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.page.renderer import show
from learning_coverage.ui.records import quality, reviews


def show_findings(page: Page, year: int, findings: quality.QualityFindings) -> None:
    """Who has not reported, the findings to review beside the reports of the villages, and the totals."""
    reviews.show_message(page)
    context = quality.build_unreported_context(page, year)
    templates.show("records/quality/unreported", key="unreported", links=page.links, **context)
    findings_column, reports_column = st.columns(2, gap="large")
    with findings_column:
        context = quality.build_findings_context(page, findings, reviews.can_review(page))
        templates.show("records/quality/findings", key="doubts", links=page.links, **context)
        reviews.show_reviewed(page, findings.reviewed)
    with reports_column:
        title = make_choice(page, TITLE_OR_ALL)
        context = quality.build_grid_context(page, title)
        templates.show("records/quality/grid", key="reports", links=page.links, **context)
    context = quality.build_totals_context(page, findings, title)
    templates.show("records/quality/totals", key="totals", links=page.links, **context)
    reviews.show_dialog(page, findings)


PAGE = PageDeclaration(
    title="menu.pages.quality",
    icon=":material/fact_check:",
    position=40,
    choices=(YEAR, buttons("span", ("year", "all"))),
    queries={"findings": Call(quality.load_findings, ("year", "span"))},
    headline=Call(quality.compose_title, ("findings",)),
    has_source_line=True,
    contents=(Form(show_findings, ("year", "findings")),),
)

if __name__ == "__main__":
    show(PAGE)
