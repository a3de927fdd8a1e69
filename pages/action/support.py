"""Where the effort is to be made: the villages that miss most, what each needs, and what was agreed with it."""

import streamlit as st

from learning_coverage.ui.action import support
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.frame import open_page, show_title

page = open_page()
with st.container(horizontal=True):
    indicator = page.config.indicators[filters.select_title(page)]
    year = filters.select_year(page)

found = support.load_missing(page, indicator, year)
show_title(page, support.compose_title(page, found, indicator, year), year)
templates.show("action/support", key="support", **support.build_context(page, found, indicator, year))
