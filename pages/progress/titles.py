"""One title: every village against the path, over the years, from sign-up to recognition, and what changed."""

import streamlit as st

from learning_coverage import queries, sentences
from learning_coverage.ui import filters, html, titles
from learning_coverage.ui.begin import begin, finding

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
    html.show(f"title_{picture}", key=f"title-{picture}", **titles.villages(screen, choice))
    html.show("title_commune", key="commune", **commune)
else:
    titles.beside(screen, indicator, commune, year)
