"""One title: every village against the path, over the years, from sign-up to recognition, and what changed."""

from learning_coverage.access import Right
from learning_coverage.ui.page.choices import YEAR, order, title
from learning_coverage.ui.page.declaration import Call, Content, Grid, PageDeclaration, Pagination
from learning_coverage.ui.page.renderer import show
from learning_coverage.ui.progress import titles

PAGE = PageDeclaration(
    title="menu.pages.titles",
    icon=":material/workspace_premium:",
    position=40,
    right=Right.SEE_PUBLISHED,
    exists_above_communes=True,
    choices=(
        title(lambda indicator: True, width=310),
        YEAR,
        order(("gap", "official", "name"), when=lambda values: values["title"].level == "village"),
        titles.CHART,
    ),
    queries={"villages": Call(titles.load_villages, ("title", "year", "order"))},
    headline=Call(titles.compose_title, ("title", "year")),
    has_source_line=True,
    contents=(
        Pagination("villages"),
        Content(
            "title-{picture}",
            "progress/titles/{picture}",
            titles.build_villages_context,
            ("title", "year", "picture", "shown"),
            when="picture",
        ),
        Content("commune", "progress/titles/commune", titles.build_commune_context, ("title", "year"), when="picture"),
        Grid(
            "progress/titles/commune",
            titles.build_same_unit_cells,
            ("title", "year"),
            is_single_row=True,
            caption="titles.side_by_side",
        ),
    ),
)

if __name__ == "__main__":
    show(PAGE)
