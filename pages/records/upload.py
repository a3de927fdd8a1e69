"""From a file to figures: choose, understand, check, see what changes, save."""

import streamlit as st

from learning_coverage.ui.page.frame import open_page
from learning_coverage.ui.records import manual_entry
from learning_coverage.ui.records.upload import steps

page = open_page()
st.title(page.w("upload.title"), anchor=False)
steps_slot = st.container()
steps.show_receipts(page)

files = steps.choose_files(page)
with steps_slot:
    steps.show_steps(page, files)
steps.show_preview(page, files)
steps.show_save_form(page, files)
manual_entry.show(page)

st.header(page.w("upload.templates"), anchor=False)
steps.show_template_downloads(page)
steps.show_leave_sample(page)
