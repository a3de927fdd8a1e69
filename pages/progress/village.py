"""One village: every title against its path and milestones, and the counts behind it."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.page import begin, finding
from learning_coverage.ui.progress import village

screen = begin()
with st.container(horizontal=True):
    chosen = filters.village(screen)
    year = filters.year(screen)

summaries = village.summaries(screen, chosen, year)
years = village.series(screen, chosen)
finding(screen, village.sentence(screen, chosen, year), year)

for key, row, place in village.side_by_side(summaries):
    with place:
        templates.show("village_title", key=f"title-{key}", **village.content(screen, row, years[key]))

templates.show("counts", key="counts", **village.counts(screen, chosen))
