"""Every rule behind the figures, the plan's own words, and what the product does not do."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.frame import open_page
from learning_coverage.ui.records import method

page = open_page()
st.title(page.w("method.title"), anchor=False)
year = filters.select_year(page)

with st.container(width=880):
    st.header(page.w("method.example"), anchor=False)
    st.markdown(method.describe_example(page, year))
    st.header(page.w("method.rules"), anchor=False)
    st.caption(page.w("method.rules_note"))
    st.markdown(method.format_rules(page))
    st.header(page.w("method.indicators"), anchor=False)
    st.markdown(method.describe_plan(page))
    templates.show("records/targets", key="targets", w=page.w, indicators=page.config.indicators)
    st.header(page.w("method.not"), anchor=False)
    st.markdown(page.w("method.not_text"))
