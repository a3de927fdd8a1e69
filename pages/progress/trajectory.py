"""Will the milestone be reached: the pace needed, the pace there is, and what if there were more."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.page import begin, finding
from learning_coverage.ui.progress import trajectory

screen = begin()
with st.container(horizontal=True):
    area = filters.area(screen)
    indicator = screen.config.indicators[filters.share_title(screen)]
    year = filters.year(screen)

paces = trajectory.paces(screen, indicator, year)
own = paces.get(area)
finding(screen, trajectory.sentence(screen, own, indicator, year, area), year)
templates.show("trajectory", key="trajectory", **trajectory.content(screen, own, indicator, area))

st.header(screen.w("trajectory.what_if"), anchor=False)
chosen = trajectory.scenario_of(screen, indicator)
templates.show("trajectory_what_if", key="what-if", **trajectory.scenario(screen, indicator, year, area, chosen))
templates.show("trajectory_villages", key="villages", **trajectory.villages(screen, paces, indicator, year))
