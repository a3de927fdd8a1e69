"""Where the effort is to be made: the villages that miss most, what each needs, and what was agreed with it."""

import streamlit as st

from learning_coverage.ui import filters, html, support
from learning_coverage.ui.begin import begin, finding

screen = begin()
with st.container(horizontal=True):
    indicator = screen.config.indicators[filters.title(screen)]
    year = filters.year(screen)

found = support.missing(screen, indicator, year)
finding(screen, support.sentence(screen, found, indicator, year), year)
html.show("support", key="support", **support.content(screen, found, indicator, year))
