"""Quotas: what each village is to have recognised in each year left, decided with a number, and what came of it."""

import streamlit as st

from learning_coverage.ui import html, quota_deciding, quotas
from learning_coverage.ui.begin import begin, finding

screen = begin()
with st.container(horizontal=True, vertical_alignment="center"):
    board = quotas.board(screen)
place_of_table = st.container()
cells = quota_deciding.edited(screen, board)
sums = quotas.sums(screen, board, cells)

finding(screen, quotas.sentence(screen, board, sums), board.year)
with place_of_table:
    quota_deciding.outcome()
    html.show("quota", key="quotas", **quotas.content(screen, board, cells, sums))
    quota_deciding.taking_along(screen, board, cells, sums)
quota_deciding.form(screen, board, cells)
html.show("quota_results", key="quota-results", **quotas.came_of_it(screen, board))
