"""Villages that were renamed, merged or split: what is recorded, and a form that shows first what it would do."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.frame import open_page
from learning_coverage.ui.records import lineage

page = open_page()
st.title(templates.escape_markdown(lineage.compose_title(page)), anchor=False)
templates.show("records/lineage/changes", key="recorded", **lineage.build_recorded_context(page))
lineage.show_undo(page)
templates.show("records/lineage/villages", key="villages", **lineage.build_villages_context(page))
st.header(page.w("changes.new"), anchor=False)
lineage.show_form(page)
