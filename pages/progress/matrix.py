"""Which village, which title: the matrix of a year, and the years of one title."""

from learning_coverage.access import Right
from learning_coverage.ui.page.choices import ALL, ONLY, YEAR, buttons, order, title
from learning_coverage.ui.page.declaration import Call, Content, PageDeclaration, Pagination
from learning_coverage.ui.page.renderer import show
from learning_coverage.ui.progress import matrix

PAGE = PageDeclaration(
    title="menu.pages.matrix",
    icon=":material/grid_on:",
    position=20,
    right=Right.SEE_PUBLISHED,
    exists_above_communes=True,
    choices=(
        YEAR,
        order(("official", "gap", "name")),
        buttons("grid", ("titles", "years")),
        title(when=lambda values: values["grid"] == "years"),
        buttons("lagging", (ALL, ONLY), parse=lambda page, option: option == ONLY),
        buttons("view", ("coverage", "missing", "change", "status")),
    ),
    queries={"villages": Call(matrix.load_villages, ("year", "title", "order", "lagging"))},
    headline=Call(matrix.compose_title, ("year", "title")),
    has_source_line=True,
    contents=(
        Pagination("villages"),
        Content("matrix", "progress/matrix", matrix.build_context, ("year", "title", "view", "villages", "shown")),
    ),
)

if __name__ == "__main__":
    show(PAGE)
