"""Documents to print and send: one of each kind, or all of them for a meeting."""

from learning_coverage.ui.action import reports
from learning_coverage.ui.page.choices import AREA, YEAR
from learning_coverage.ui.page.declaration import Call, Form, PageDeclaration
from learning_coverage.ui.page.renderer import show

PAGE = PageDeclaration(
    title="menu.pages.reports",
    icon=":material/print:",
    position=40,
    choices=(YEAR, AREA, reports.PRESET),
    queries={"request": Call(reports.build_request, ("year", "area", "preset"))},
    headline=Call(reports.compose_title, ("request",)),
    has_source_line=True,
    contents=(Form(reports.show_documents, ("request",)),),
)

if __name__ == "__main__":
    show(PAGE)
