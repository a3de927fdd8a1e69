"""Every upload and every act: what came in, what it changed, undoing it, naming a state, closing a year."""

import streamlit as st

from learning_coverage.ui.page.page import begin
from learning_coverage.ui.records import drafts, history

screen = begin()
st.title(screen.w("history.title"), anchor=False)
history.outcome(screen)
drafts.draw(screen)
uploads = history.table(screen)

history.author(screen)
left, right = st.columns(2, gap="medium")
with left:
    history.one_upload(screen, uploads)
    history.looking_back(screen)
    history.lessons(screen)
with right:
    history.freezing(screen)
    history.closing(screen)
history.done(screen)
