"""Which village, which title: the matrix, and the years of one title."""

import streamlit as st

from learning_coverage import queries
from learning_coverage.content import sentences
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.page import begin, finding
from learning_coverage.ui.progress import matrix

screen = begin()
with st.container(horizontal=True, vertical_alignment="center"):
    year = filters.year(screen)
    order = filters.order(screen, ("official", "gap", "name"))
    grid = filters.choice(screen, "grid", ("titles", "years"))
    title = filters.title(screen) if grid == "years" else None
    only_lagging = filters.switch(screen, "lagging")
    view = filters.choice(screen, "view", ("coverage", "missing", "change", "status"))
choice = matrix.Choice(year, title, view, order, only_lagging)

headline = queries.records(queries.headline(screen.figures, year))
finding(screen, sentences.matrix(headline, choice.title, year, screen.config, screen.w), year)
templates.show("matrix", key="matrix", **matrix.content(screen, choice))
