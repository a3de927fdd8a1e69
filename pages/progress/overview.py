"""Where each title stands, which villages lag and by how much: read in ten seconds."""

from learning_coverage.access import Right
from learning_coverage.ui.page.choices import YEAR
from learning_coverage.ui.page.declaration import Call, Content, PageDeclaration
from learning_coverage.ui.page.renderer import show
from learning_coverage.ui.progress import overview

PAGE = PageDeclaration(
    title="menu.pages.overview",
    icon=":material/flag:",
    position=10,
    right=Right.SEE_PUBLISHED,
    exists_above_communes=True,
    choices=(YEAR,),
    headline=Call(overview.compose_title, ("year",)),
    has_source_line=True,
    contents=(
        Content("overview", "progress/overview", overview.build_context, ("year",), is_cached=True),
        Content("groups", "progress/overview_groups", overview.build_groups_context, ("year",), is_cached=True),
    ),
)

if __name__ == "__main__":
    show(PAGE)
