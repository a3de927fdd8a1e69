"""Papers to print and send: one of each kind, or all of them for a meeting."""

import streamlit as st

from learning_coverage.ui.action import reports
from learning_coverage.ui.page.page import begin, finding

screen = begin()
with st.container(horizontal=True, vertical_alignment="center"):
    wanted = reports.wish(screen)
finding(screen, reports.sentence(screen, wanted), wanted.year)
reports.papers(screen, wanted)
