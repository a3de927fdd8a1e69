"""The figures as slides for a meeting; nothing else is on the screen."""

from learning_coverage.ui.action import meeting
from learning_coverage.ui.page.declaration import Form, PageDeclaration
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.page.renderer import show


def show_slides(page: Page) -> None:
    """The slides from the figures of the commit the meeting was opened at."""
    pinned = meeting.pin_figures(page)
    year = meeting.read_year(pinned)
    meeting.show(pinned, year, meeting.build_slides(pinned, year))


PAGE = PageDeclaration(
    title="menu.pages.meeting",
    icon=":material/co_present:",
    position=30,
    contents=(Form(show_slides),),
)

if __name__ == "__main__":
    show(PAGE)
