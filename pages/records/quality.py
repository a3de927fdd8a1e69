"""Whether the figures can be trusted: what was reported, what has to be asked back, which totals moved."""

import streamlit as st

from learning_coverage.ui import filters, html, quality, reviewing
from learning_coverage.ui.begin import begin, finding

screen = begin()
with st.container(horizontal=True, vertical_alignment="center"):
    year = filters.year(screen)
    span = filters.choice(screen, "span", ("year", "all"))
board = quality.board(screen, None if span == "all" else year)

finding(screen, quality.sentence(screen, board), year)
reviewing.outcome(screen)
asking, reports = st.columns(2, gap="large")
with asking:
    html.show("quality_doubts", key="doubts", **quality.doubts(screen, board, reviewing.may_mark(screen)))
    reviewing.seen(screen, board.reviewed)
with reports:
    title = filters.title_or_all(screen)
    html.show("quality_grid", key="reports", **quality.grid(screen, title))
html.show("quality_totals", key="totals", **quality.totals(screen, board, title))
reviewing.asked(screen, board)
