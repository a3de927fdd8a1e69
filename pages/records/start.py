"""The first use: the commune and its villages, the targets, the first file."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.frame import open_page
from learning_coverage.ui.records import start
from learning_coverage.ui.records.upload import steps

page = open_page()
st.title(page.w("start.title"), anchor=False)
templates.show("records/start_steps", key="steps", **start.build_steps_context(page))

st.header(page.w("start.steps.commune"), anchor=False)
start.show_commune_form(page)

st.header(page.w("start.steps.targets"), anchor=False)
st.markdown(page.w("start.targets"))
templates.show("records/targets", key="targets", w=page.w, indicators=page.config.indicators)

st.header(page.w("start.steps.upload"), anchor=False)
st.markdown(page.w("start.upload"))
steps.show_template_downloads(page)
st.page_link("pages/records/upload.py", label=page.w("start.go"), icon=":material/upload_file:")
