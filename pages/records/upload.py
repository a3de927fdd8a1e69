"""From a file to figures: choose, understand, check, see what changes, save."""

import streamlit as st

from learning_coverage.ui.page.page import begin
from learning_coverage.ui.records import manual_entry
from learning_coverage.ui.records.upload import page as steps

screen = begin()
st.title(screen.w("upload.title"), anchor=False)
place_of_steps = st.container()
steps.outcome(screen)

files = steps.chosen_files(screen)
with place_of_steps:
    steps.steps(screen, files)
steps.preview(screen, files)
steps.saving(screen, files)
manual_entry.draw(screen)

st.header(screen.w("upload.templates"), anchor=False)
steps.upload_templates(screen)
steps.leaving_sample(screen)
