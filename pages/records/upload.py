"""From a file to figures: choose, understand, check, see what changes, save."""

import streamlit as st

from learning_coverage.ui import correcting, upload
from learning_coverage.ui.begin import begin

screen = begin()
st.title(screen.w("upload.title"), anchor=False)
place_of_steps = st.container()
upload.outcome(screen)

files = upload.chosen_files(screen)
with place_of_steps:
    upload.steps(screen, files)
upload.preview(screen, files)
upload.saving(screen, files)
correcting.draw(screen)

st.header(screen.w("upload.templates"), anchor=False)
upload.templates(screen)
upload.leaving_sample(screen)
