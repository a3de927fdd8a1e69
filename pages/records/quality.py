"""Whether the figures can be trusted: what was reported, what has to be asked back, which totals moved."""

import streamlit as st

from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.page import begin, finding
from learning_coverage.ui.records import quality, reviews

screen = begin()
with st.container(horizontal=True, vertical_alignment="center"):
    year = filters.year(screen)
    span = filters.choice(screen, "span", ("year", "all"))
board = quality.board(screen, None if span == "all" else year)

finding(screen, quality.sentence(screen, board), year)
reviews.outcome(screen)
asking, reports = st.columns(2, gap="large")
with asking:
    templates.show("quality_doubts", key="doubts", **quality.doubts(screen, board, reviews.may_mark(screen)))
    reviews.seen(screen, board.reviewed)
with reports:
    title = filters.title_or_all(screen)
    templates.show("quality_grid", key="reports", **quality.grid(screen, title))
templates.show("quality_totals", key="totals", **quality.totals(screen, board, title))
reviews.asked(screen, board)
