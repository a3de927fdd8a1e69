"""Will the milestone be reached: the pace needed, the pace there is, and what if there were more."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.frame import open_page, show_title
from learning_coverage.ui.progress import trajectory

page = open_page()
with st.container(horizontal=True):
    area = filters.select_area(page)
    indicator = page.config.indicators[filters.select_share_title(page)]
    year = filters.select_year(page)

paces = trajectory.load_paces(page, indicator, year)
own = paces.get(area)
show_title(page, trajectory.compose_title(page, own, indicator, year, area), year)
templates.show("progress/trajectory", key="trajectory", **trajectory.build_context(page, own, indicator, area))

st.header(page.w("trajectory.what_if"), anchor=False)
chosen = trajectory.select_scenario(page, indicator)
templates.show(
    "progress/trajectory_what_if",
    key="what-if",
    **trajectory.build_scenario_context(page, indicator, year, area, chosen),
)
templates.show(
    "progress/trajectory_villages", key="villages", **trajectory.build_villages_context(page, paces, indicator, year)
)
