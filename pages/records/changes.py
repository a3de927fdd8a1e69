"""Villages that were renamed, merged or split: what is recorded, and a form that shows first what it would do."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.page import begin
from learning_coverage.ui.records import lineage

screen = begin()
st.title(templates.plain(lineage.sentence(screen)), anchor=False)
templates.show("changes_of_villages", key="recorded", **lineage.recorded(screen))
lineage.taking_back(screen)
templates.show("changes_villages", key="villages", **lineage.villages(screen))
st.header(screen.w("changes.new"), anchor=False)
lineage.form(screen)
