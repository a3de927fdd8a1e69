"""One title: every village against the path, over the years, from sign-up to recognition, and what changed."""

import streamlit as st

from learning_coverage import queries
from learning_coverage.content import sentences
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.frame import open_page, show_title
from learning_coverage.ui.progress import titles

page = open_page()
with st.container(horizontal=True, vertical_alignment="center"):
    indicator = page.config.indicators[filters.select_title(page, include_commune=True)]
    year = filters.select_year(page)
    by_village = indicator.level == "village"
    order = filters.select_order(page, ("gap", "official", "name")) if by_village else None
    chart = filters.select_option(page, "picture", titles.chart_kinds_of(indicator)) if by_village else None

headline = queries.headline(page.figures, year)
commune = titles.build_commune_context(page, indicator, year)
show_title(page, sentences.describe_title(headline, commune["row"], page.config, page.w), year)

if by_village:
    choice = titles.TitleChoice(indicator, year, order, chart)
    templates.show(f"progress/titles/{chart}", key=f"title-{chart}", **titles.build_villages_context(page, choice))
    templates.show("progress/titles/commune", key="commune", **commune)
else:
    titles.show_side_by_side(page, indicator, commune, year)
