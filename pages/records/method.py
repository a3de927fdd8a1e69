"""Every rule behind the figures, the plan's own words, and what the product does not do."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.page import begin
from learning_coverage.ui.records import method

screen = begin()
st.title(screen.w("method.title"), anchor=False)
year = filters.year(screen)

with st.container(width=880):
    st.header(screen.w("method.example"), anchor=False)
    st.markdown(method.example(screen, year))
    st.header(screen.w("method.rules"), anchor=False)
    st.caption(screen.w("method.rules_note"))
    st.markdown(method.rules(screen))
    st.header(screen.w("method.indicators"), anchor=False)
    st.markdown(method.plan(screen))
    templates.show("targets", key="targets", w=screen.w, indicators=screen.config.indicators)
    st.header(screen.w("method.not"), anchor=False)
    st.markdown(screen.w("method.not_text"))
