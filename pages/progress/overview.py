"""Where each title stands, which villages lag and by how much: ten seconds."""

from learning_coverage import queries
from learning_coverage.content import sentences
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.frame import open_page, show_title
from learning_coverage.ui.progress import overview
from learning_coverage.ui.session import render_cache

page = open_page()
year = filters.select_year(page)

headline = queries.headline(page.figures, year)
show_title(page, sentences.describe_overview(headline, year, page.config, page.w), year)
render_cache.show(page, "progress/overview", overview.build_context, year, key="overview")
render_cache.show(page, "progress/overview_groups", overview.build_groups_context, year, key="groups")
