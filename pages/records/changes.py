"""Villages that were renamed, merged or split: what is recorded, and a form that previews what a record would do."""

from learning_coverage.access import Right
from learning_coverage.ui.page.declaration import Call, Content, Form, Heading, PageDeclaration
from learning_coverage.ui.page.renderer import show
from learning_coverage.ui.records import lineage

PAGE = PageDeclaration(
    title="menu.pages.changes",
    icon=":material/account_tree:",
    position=50,
    right=Right.CONFIGURE,
    exists_in_tree=False,
    headline=Call(lineage.compose_title),
    contents=(
        Content("recorded", "records/lineage/changes", lineage.build_recorded_context),
        Form(lineage.show_undo),
        Content("villages", "records/lineage/villages", lineage.build_villages_context),
        Heading("changes.new"),
        Form(lineage.show_form),
    ),
)

if __name__ == "__main__":
    show(PAGE)
