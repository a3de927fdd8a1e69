"""Every rule behind the figures, the plan's own words, and what the product does not do."""

import streamlit as st

from learning_coverage.ui import filters, html, method
from learning_coverage.ui.begin import begin

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
    html.show("targets", key="targets", w=screen.w, indicators=screen.config.indicators)
    st.header(screen.w("method.not"), anchor=False)
    st.markdown(screen.w("method.not_text"))
