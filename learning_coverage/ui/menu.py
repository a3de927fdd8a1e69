"""The menu: a folder under pages/ is a section, a file is a page whose address is its name."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from learning_coverage.wording import Wording

MENU = {
    "progress": ("overview", "matrix", "village", "titles", "trajectory", "programme"),
    "action": ("support", "quotas", "meeting", "reports", "tasks"),
    "records": ("start", "upload", "history", "quality", "changes", "method"),
}
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
}


def pages(w: Wording) -> dict[str, list[StreamlitPage]]:
    return {
        w(f"menu.{section}"): [
            st.Page(
                f"pages/{section}/{name}.py",
                title=w(f"menu.pages.{name}"),
                icon=ICONS[name],
                default=name == "overview",
            )
            for name in names
        ]
        for section, names in MENU.items()
    }
