"""One village: every title against its path and milestones, and the counts behind it."""

from learning_coverage.access import Right
from learning_coverage.ui.page.choices import VILLAGE, YEAR
from learning_coverage.ui.page.declaration import Call, Content, Grid, PageDeclaration
from learning_coverage.ui.page.renderer import show
from learning_coverage.ui.progress import village

PAGE = PageDeclaration(
    title="menu.pages.village",
    icon=":material/location_on:",
    position=30,
    right=Right.SEE_PUBLISHED,
    choices=(YEAR, VILLAGE, village.SOURCE),
    headline=Call(village.compose_title, ("village", "year")),
    has_source_line=True,
    contents=(
        Grid("progress/village_title", village.build_cells, ("village", "year", "source")),
        Content("counts", "progress/village_counts", village.build_counts_context, ("village", "year")),
    ),
)

if __name__ == "__main__":
    show(PAGE)
