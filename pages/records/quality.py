"""Whether the figures can be trusted: what was reported, what has to be asked back, which totals moved."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.frame import open_page, show_title
from learning_coverage.ui.records import quality, reviews

page = open_page()
with st.container(horizontal=True, vertical_alignment="center"):
    year = filters.select_year(page)
    span = filters.select_option(page, "span", ("year", "all"))
findings = quality.load_findings(page, None if span == "all" else year)

show_title(page, quality.compose_title(page, findings), year)
reviews.show_message(page)
findings_column, reports_column = st.columns(2, gap="large")
with findings_column:
    templates.show(
        "records/quality/findings",
        key="doubts",
        **quality.build_findings_context(page, findings, reviews.can_review(page)),
    )
    reviews.show_reviewed(page, findings.reviewed)
with reports_column:
    title = filters.select_title_or_all(page)
    templates.show("records/quality/grid", key="reports", **quality.build_grid_context(page, title))
templates.show("records/quality/totals", key="totals", **quality.build_totals_context(page, findings, title))
reviews.show_dialog(page, findings)
