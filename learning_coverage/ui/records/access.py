"""What the administrator sees: the accounts, and the record of acts, whole or not, to take along."""

from datetime import datetime
from typing import Any

import streamlit as st

from learning_coverage import csv_safety
from learning_coverage.access.audit import Entry
from learning_coverage.store.operate.health import health
from learning_coverage.store.store import private_folder
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.session import stores

SHOWN = 200  # entries on the page; the file to take along has all
COLUMNS = ("n", "at", "event", "by", "about", "address", "request", "prev")


def accounts(screen: Screen) -> dict[str, Any]:
    """The values of the template `accounts`."""
    access = stores.config().access
    known = stores.keeper().accounts.all() if access.has_accounts else []
    names = {village.id: village.name for village in screen.config.villages}
    return {"w": screen.w, "access": access, "accounts": known, "names": names}


def record(screen: Screen) -> None:
    """Whether the record is whole, its newest entries, and all of it as a file."""
    audit = stores.keeper().audit
    wrong = [screen.w(f"access.{error.code}", **error.values) for error in audit.findings()]
    for sentence in wrong:
        st.error(templates.plain(sentence))
    entries = list(audit.readable())
    if not wrong:
        st.caption(screen.w("oversee.whole", n=len(entries)))
    rows = [{**vars(entry), "at": datetime.fromisoformat(entry.at)} for entry in entries[: -SHOWN - 1 : -1]]
    templates.show("record", key="record", w=screen.w, rows=rows)
    st.download_button(screen.w("oversee.take"), _csv(entries), "nhat-ky.csv", key="take_record")


def _csv(entries: list[Entry]) -> bytes:
    """Every entry with its hash chain."""
    return csv_safety.to_csv([COLUMNS, *([getattr(entry, column) for column in COLUMNS] for entry in entries)])


def condition(screen: Screen) -> dict[str, Any]:
    """The values of the template `condition`: the last backup, the free disk, the last commit."""
    return {"w": screen.w, "health": health(stores.real_store(), private_folder())}
