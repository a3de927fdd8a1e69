"""The first use: the commune and its villages, the targets, the first file."""

import streamlit as st

from learning_coverage.ui import html, starting, upload
from learning_coverage.ui.begin import begin

screen = begin()
st.title(screen.w("start.title"), anchor=False)
html.show("start_steps", key="steps", **starting.steps(screen))

st.header(screen.w("start.steps.commune"), anchor=False)
starting.commune(screen)

st.header(screen.w("start.steps.targets"), anchor=False)
st.markdown(screen.w("start.targets"))
html.show("targets", key="targets", w=screen.w, indicators=screen.config.indicators)

st.header(screen.w("start.steps.upload"), anchor=False)
st.markdown(screen.w("start.upload"))
upload.templates(screen)
st.page_link("pages/records/upload.py", label=screen.w("start.go"), icon=":material/upload_file:")
