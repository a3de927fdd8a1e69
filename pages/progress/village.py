"""One village: every title against its path and milestones, and the counts behind it."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.frame import open_page, show_title
from learning_coverage.ui.progress import village

page = open_page()
with st.container(horizontal=True):
    chosen = filters.select_village(page)
    year = filters.select_year(page)

summaries = village.load_summaries(page, chosen, year)
years = village.load_series(page, chosen)
show_title(page, village.compose_title(page, chosen, year), year)

for key, row, place in village.assign_columns(summaries):
    with place:
        templates.show("progress/village_title", key=f"title-{key}", **village.build_context(page, row, years[key]))

templates.show("progress/village_counts", key="counts", **village.build_counts_context(page, chosen))
