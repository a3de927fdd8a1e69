"""Every target of the plan: both milestones, where the commune stands, who is responsible; and its yearly figures."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.page import begin, finding
from learning_coverage.ui.progress import programme
from learning_coverage.ui.records import manual_entry

screen = begin()
year = filters.year(screen)
found = programme.rows(screen, year)
finding(screen, programme.sentence(screen, found, year), year)

templates.show("programme_line", key="line", **programme.line(screen, year))
templates.show("programme", key="programme", **programme.content(screen, found, year))
templates.show("programme_plans", key="plans", **programme.plans(screen, year))
templates.show("programme_who", key="who", w=screen.w, plan=screen.config.plan)
with st.expander(screen.w("programme.enter")):
    manual_entry.of_commune(screen, year)
