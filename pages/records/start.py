"""The first use: the commune and its villages, the targets, the first file."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.page import begin
from learning_coverage.ui.records import start
from learning_coverage.ui.records.upload import page as steps

screen = begin()
st.title(screen.w("start.title"), anchor=False)
templates.show("start_steps", key="steps", **start.steps(screen))

st.header(screen.w("start.steps.commune"), anchor=False)
start.commune(screen)

st.header(screen.w("start.steps.targets"), anchor=False)
st.markdown(screen.w("start.targets"))
templates.show("targets", key="targets", w=screen.w, indicators=screen.config.indicators)

st.header(screen.w("start.steps.upload"), anchor=False)
st.markdown(screen.w("start.upload"))
steps.upload_templates(screen)
st.page_link("pages/records/upload.py", label=screen.w("start.go"), icon=":material/upload_file:")
