"""Where each title stands, which villages lag and by how much: ten seconds."""

from learning_coverage import queries, sentences
from learning_coverage.ui import filters, overview, shared
from learning_coverage.ui.begin import begin, finding

screen = begin()
year = filters.year(screen)

headline = queries.records(queries.headline(screen.figures, year))
finding(screen, sentences.overview(headline, year, screen.config, screen.w), year)
shared.show(screen, "overview", overview.content, year, key="overview")
shared.show(screen, "overview_groups", overview.groups, year, key="groups")
