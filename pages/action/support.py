"""Where to help: the villages that miss most, what each needs, and what was agreed with it."""

from learning_coverage.ui.action import support
from learning_coverage.ui.page.choices import TITLE, YEAR
from learning_coverage.ui.page.declaration import Call, Content, PageDeclaration
from learning_coverage.ui.page.renderer import show

PAGE = PageDeclaration(
    title="menu.pages.support",
    icon=":material/handshake:",
    position=10,
    exists_above_communes=True,
    choices=(TITLE, YEAR),
    queries={"missing": Call(support.load_missing, ("title", "year"))},
    headline=Call(support.compose_title, ("missing", "title", "year")),
    has_source_line=True,
    contents=(Content("support", "action/support", support.build_context, ("missing", "title", "year")),),
)

if __name__ == "__main__":
    show(PAGE)
