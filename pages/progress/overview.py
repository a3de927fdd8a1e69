"""Where each title stands, which villages lag and by how much: ten seconds."""

from learning_coverage import queries, sentences
from learning_coverage.ui import filters, html, overview
from learning_coverage.ui.begin import begin, finding

screen = begin()
year = filters.year(screen)

headline = queries.records(queries.headline(screen.figures, year))
finding(screen, sentences.overview(headline, year, screen.config, screen.w), year)
html.show("overview", key="overview", **overview.content(screen, year))
html.show("overview_groups", key="groups", **overview.groups(screen, year))
