"""Villages that were renamed, merged or split: what is recorded, and a form that shows first what it would do."""

import streamlit as st

from learning_coverage.ui import html, villages_changing
from learning_coverage.ui.begin import begin

screen = begin()
st.title(html.plain(villages_changing.sentence(screen)), anchor=False)
html.show("changes_of_villages", key="recorded", **villages_changing.recorded(screen))
villages_changing.taking_back(screen)
html.show("changes_villages", key="villages", **villages_changing.villages(screen))
st.header(screen.w("changes.new"), anchor=False)
villages_changing.form(screen)
