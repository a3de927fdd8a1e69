"""Every target of the plan: both milestones, where the commune stands, who is responsible; and its yearly figures."""

import streamlit as st

from learning_coverage.ui import correcting, filters, html, programme
from learning_coverage.ui.begin import begin, finding

screen = begin()
year = filters.year(screen)
found = programme.rows(screen, year)
finding(screen, programme.sentence(screen, found, year), year)

html.show("programme_line", key="line", **programme.line(screen, year))
html.show("programme", key="programme", **programme.content(screen, found, year))
html.show("programme_plans", key="plans", **programme.plans(screen, year))
html.show("programme_who", key="who", w=screen.w, plan=screen.config.plan)
with st.expander(screen.w("programme.enter")):
    correcting.of_commune(screen, year)
