"""Every target of the plan: both milestones, where the commune stands, who is responsible; and its yearly figures."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.frame import open_page, show_title
from learning_coverage.ui.progress import programme
from learning_coverage.ui.records import manual_entry

page = open_page()
year = filters.select_year(page)
found = programme.load(page, year)
show_title(page, programme.compose_title(page, found, year), year)

templates.show("progress/programme_timeline", key="line", **programme.build_timeline_context(page, year))
templates.show("progress/programme", key="programme", **programme.build_context(page, found, year))
templates.show("progress/programme_plans", key="plans", **programme.build_plans_context(page, year))
templates.show("progress/programme_responsible", key="who", w=page.w, plan=page.config.plan)
with st.expander(page.w("programme.enter")):
    manual_entry.show_commune(page, year)
