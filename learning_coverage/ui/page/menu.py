"""The menu: a folder under pages/ is a section, a file is a page whose address is its name."""

from copy import copy
from functools import cache

import streamlit as st

from learning_coverage.access import Right
from learning_coverage.ui.session import current_user, scope
from learning_coverage.wording import Wording

MENU = {
    "progress": ("overview", "matrix", "village", "titles", "trajectory", "programme"),
    "action": ("support", "quotas", "meeting", "reports", "tasks"),
    "records": ("start", "upload", "history", "quality", "changes", "method", "access"),
}
# Pages that are only for acting; the others hide what somebody may not do. A guest sees what is in PUBLISHED.
REQUIRED_ACTS = {
    "upload": Right.UPLOAD,
    "start": Right.CONFIGURE,
    "changes": Right.CONFIGURE,
    "access": Right.ADMINISTER,
}
GUEST_VISIBLE = {"progress", "method"}
ICONS = {
    "overview": ":material/flag:",
    "matrix": ":material/grid_on:",
    "village": ":material/location_on:",
    "titles": ":material/workspace_premium:",
    "trajectory": ":material/trending_up:",
    "programme": ":material/checklist:",
    "support": ":material/handshake:",
    "quotas": ":material/assignment:",
    "meeting": ":material/co_present:",
    "reports": ":material/print:",
    "tasks": ":material/task_alt:",
    "start": ":material/signpost:",
    "upload": ":material/upload_file:",
    "history": ":material/history:",
    "quality": ":material/fact_check:",
    "changes": ":material/account_tree:",
    "method": ":material/menu_book:",
    "access": ":material/admin_panel_settings:",
}


def build_sections(w: Wording) -> dict[str, list[st.Page]]:
    """The pages whoever is signed in may see; another one's address is not found."""
    user = current_user.user()
    shown = {
        w(f"menu.{section}"): [
            copy(_make_page(section, name, w(f"menu.pages.{name}")))  # Streamlit writes into a page that it may be run
            for name in names
            if user.has_right(_required_act(section, name)) and scope.has_page(name)
        ]
        for section, names in MENU.items()
    }
    return {section: found for section, found in shown.items() if found}


@cache
def _make_page(section: str, name: str, title: str) -> st.Page:
    """Made once: Streamlit looks for the file of each of eighteen pages on the disk, at every click."""
    return st.Page(f"pages/{section}/{name}.py", title=title, icon=ICONS[name], default=name == "overview")


def _required_act(section: str, name: str) -> Right:
    is_published = bool(GUEST_VISIBLE & {section, name})
    return REQUIRED_ACTS.get(name, Right.SEE_PUBLISHED if is_published else Right.SEE)
