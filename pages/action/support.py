"""Where the effort is to be made: the villages that miss most, what each needs, and what was agreed with it."""

import streamlit as st

from learning_coverage.ui.action import support
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.page import begin, finding

screen = begin()
with st.container(horizontal=True):
    indicator = screen.config.indicators[filters.title(screen)]
    year = filters.year(screen)

found = support.missing(screen, indicator, year)
finding(screen, support.sentence(screen, found, indicator, year), year)
templates.show("support", key="support", **support.content(screen, found, indicator, year))
