"""Where each title stands, which villages lag and by how much: ten seconds."""

from learning_coverage import queries
from learning_coverage.content import sentences
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.page import begin, finding
from learning_coverage.ui.progress import overview
from learning_coverage.ui.session import render_cache

screen = begin()
year = filters.year(screen)

headline = queries.records(queries.headline(screen.figures, year))
finding(screen, sentences.overview(headline, year, screen.config, screen.w), year)
render_cache.show(screen, "overview", overview.content, year, key="overview")
render_cache.show(screen, "overview_groups", overview.groups, year, key="groups")
