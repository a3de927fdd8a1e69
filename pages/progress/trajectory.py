"""Will the milestone be reached: the pace needed, the pace there is, and what if there were more."""

from learning_coverage.access import Right
from learning_coverage.ui.page.choices import AREA, SHARE_TITLE, YEAR
from learning_coverage.ui.page.declaration import Call, Choices, Content, Heading, PageDeclaration
from learning_coverage.ui.page.renderer import show
from learning_coverage.ui.progress import scenario, trajectory

PAGE = PageDeclaration(
    title="menu.pages.trajectory",
    icon=":material/trending_up:",
    position=50,
    right=Right.SEE_PUBLISHED,
    exists_above_communes=True,
    choices=(AREA, SHARE_TITLE, YEAR),
    queries={"paces": Call(trajectory.load_paces, ("title", "year"))},
    headline=Call(trajectory.compose_title, ("paces", "title", "year", "area")),
    has_source_line=True,
    contents=(
        Content("trajectory", "progress/trajectory", trajectory.build_context, ("paces", "title", "year", "area")),
        Heading("trajectory.what_if"),
        Choices(trajectory.SCENARIO),
        Content(
            "what-if",
            "progress/trajectory_what_if",
            scenario.build_context,
            ("title", "year", "area", "way", "extra", "closing"),
        ),
        Content(
            "villages", "progress/trajectory_villages", trajectory.build_villages_context, ("paces", "title", "year")
        ),
    ),
)

if __name__ == "__main__":
    show(PAGE)
