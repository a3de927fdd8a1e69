"""The figures as slides for a meeting; nothing else is on the screen."""

from learning_coverage.ui.action import meeting
from learning_coverage.ui.page.page import begin

screen = meeting.frozen(begin())
year = meeting.year(screen)
meeting.show(screen, year, meeting.slides(screen, year))
