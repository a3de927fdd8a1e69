"""Quotas: what each village is to have recognised in each year left, decided with a number, and what came of it."""

import streamlit as st

from learning_coverage.ui.action import quota_editor, quotas
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.frame import open_page, show_title

page = open_page()
with st.container(horizontal=True, vertical_alignment="center"):
    table = quotas.load_table(page)
table_slot = st.container()
cells = quota_editor.edit_cells(page, table)
sums = quotas.compute_sums(page, table, cells)

show_title(page, quotas.compose_title(page, table, sums), table.year)
with table_slot:
    quota_editor.show_message()
    templates.show("action/quotas", key="quotas", **quotas.build_context(page, table, cells, sums))
    quota_editor.show_downloads(page, table, cells, sums)
quota_editor.show_form(page, table, cells)
templates.show("action/quota_results", key="quota-results", **quotas.build_results_context(page, table))
