"""Which village, which title: the matrix, and the years of one title."""

import streamlit as st

from learning_coverage import queries
from learning_coverage.content import sentences
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.frame import open_page, show_title
from learning_coverage.ui.progress import matrix

page = open_page()
with st.container(horizontal=True, vertical_alignment="center"):
    year = filters.select_year(page)
    order = filters.select_order(page, ("official", "gap", "name"))
    grid = filters.select_option(page, "grid", ("titles", "years"))
    title = filters.select_title(page) if grid == "years" else None
    only_lagging = filters.toggle(page, "lagging")
    view = filters.select_option(page, "view", ("coverage", "missing", "change", "status"))
choice = matrix.MatrixChoice(year, title, view, order, only_lagging)

headline = queries.headline(page.figures, year)
show_title(page, sentences.describe_matrix(headline, choice.title, year, page.config, page.w), year)
templates.show("progress/matrix", key="matrix", **matrix.build_context(page, choice))
