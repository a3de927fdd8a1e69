"""Quotas: what each village is to have recognised in each year left, decided with a number, and what came of it."""

import streamlit as st

from learning_coverage.ui.action import quota_editor, quotas
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.page import begin, finding

screen = begin()
with st.container(horizontal=True, vertical_alignment="center"):
    board = quotas.board(screen)
place_of_table = st.container()
cells = quota_editor.edited(screen, board)
sums = quotas.sums(screen, board, cells)

finding(screen, quotas.sentence(screen, board, sums), board.year)
with place_of_table:
    quota_editor.outcome()
    templates.show("quota", key="quotas", **quotas.content(screen, board, cells, sums))
    quota_editor.taking_along(screen, board, cells, sums)
quota_editor.form(screen, board, cells)
templates.show("quota_results", key="quota-results", **quotas.came_of_it(screen, board))
