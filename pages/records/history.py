"""Every upload and every act: what came in, what it changed, undoing it, naming a state, closing a year."""

import streamlit as st

from learning_coverage.ui.page.frame import open_page
from learning_coverage.ui.records import drafts, history

page = open_page()
st.title(page.w("history.title"), anchor=False)
history.show_message(page)
drafts.show(page)
uploads = history.show_uploads(page)

history.input_author(page)
left, right = st.columns(2, gap="medium")
with left:
    history.show_upload(page, uploads)
    history.show_as_of_form(page)
    history.show_learned_names(page)
with right:
    history.show_freeze_form(page)
    history.show_close_year_form(page)
history.show_acts(page)
