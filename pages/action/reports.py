"""Papers to print and send: one of each kind, or all of them for a meeting."""

import streamlit as st

from learning_coverage.ui.action import reports
from learning_coverage.ui.page.frame import open_page, show_title

page = open_page()
with st.container(horizontal=True, vertical_alignment="center"):
    request = reports.select_request(page)
show_title(page, reports.compose_title(page, request), request.year)
reports.show_documents(page, request)
