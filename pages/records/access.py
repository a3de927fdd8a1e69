"""Who may sign in, and the log of all acts: for the administrator."""

from learning_coverage.access import Right
from learning_coverage.ui.page.declaration import Content, Form, Heading, PageDeclaration
from learning_coverage.ui.page.renderer import show
from learning_coverage.ui.records import access

PAGE = PageDeclaration(
    title="menu.pages.access",
    icon=":material/admin_panel_settings:",
    position=70,
    right=Right.ADMINISTER,
    exists_above_communes=True,
    headline="oversee.title",
    contents=(
        Content("accounts", "records/accounts", access.build_accounts_context),
        Content("condition", "records/store_health", access.build_health_context),
        Heading("oversee.record"),
        Form(access.show_audit_log),
    ),
)

if __name__ == "__main__":
    show(PAGE)
