"""One title: every village against the path, over the years, from sign-up to recognition, and what changed."""

import streamlit as st

from learning_coverage import queries
from learning_coverage.content import sentences
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.page import begin, finding
from learning_coverage.ui.progress import titles

screen = begin()
with st.container(horizontal=True, vertical_alignment="center"):
    indicator = screen.config.indicators[filters.title(screen, of_commune=True)]
    year = filters.year(screen)
    by_village = indicator.level == "village"
    order = filters.order(screen, ("gap", "official", "name")) if by_village else None
    picture = filters.choice(screen, "picture", titles.pictures(indicator)) if by_village else None

headline = queries.records(queries.headline(screen.figures, year))
commune = titles.commune(screen, indicator, year)
finding(screen, sentences.title(headline, commune["row"], screen.config, screen.w), year)

if by_village:
    choice = titles.Choice(indicator, year, order, picture)
    templates.show(f"title_{picture}", key=f"title-{picture}", **titles.villages(screen, choice))
    templates.show("title_commune", key="commune", **commune)
else:
    titles.beside(screen, indicator, commune, year)
