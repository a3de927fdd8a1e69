"""The figures as slides for a meeting; nothing else is on the screen."""

from learning_coverage.ui.action import meeting
from learning_coverage.ui.page.frame import open_page

page = meeting.pin_figures(open_page())
year = meeting.read_year(page)
meeting.show(page, year, meeting.build_slides(page, year))
