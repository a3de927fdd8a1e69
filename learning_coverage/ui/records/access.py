"""Content of the access page: accounts, state of the store, and the audit log with its download."""

import re
from datetime import datetime
from typing import Any

import streamlit as st

from learning_coverage import csv_safety
from learning_coverage.access.audit import Entry
from learning_coverage.store.operate.health import read_health
from learning_coverage.store.operate.location import private_folder
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.session import stores
from learning_coverage.wording import Wording

MAX_ENTRIES = 200  # newest entries on the page; the download has all
COLUMNS = ("n", "at", "event", "by", "about", "address", "request", "prev")


def build_accounts_context(page: Page) -> dict[str, Any]:
    """Values of the template `records/accounts`: the access mode and every account."""
    access = page.config.access
    accounts = stores.registry().accounts.all() if access.has_accounts else []
    names = {village.id: village.name for village in page.config.villages}
    return {"w": page.w, "access": access, "accounts": accounts, "names": names}


def show_audit_log(page: Page) -> None:
    """Show errors of the audit log, its newest entries, and a download of all intact ones."""
    audit = stores.registry().audit
    messages = [page.w(f"access.{error.code}", **error.values) for error in audit.find_errors()]
    for sentence in messages:
        st.error(templates.escape_markdown(sentence))
    entries = list(audit.read_intact())
    if not messages:
        st.caption(page.w("oversee.whole", n=len(entries)))
    rows = [
        {**vars(entry), "at": datetime.fromisoformat(entry.at), "about": describe_subject(entry, page.w)}
        for entry in entries[: -MAX_ENTRIES - 1 : -1]
    ]
    templates.show("records/audit_log", key="record", w=page.w, rows=rows)
    st.download_button(page.w("oversee.take"), _to_csv(entries), "nhat-ky.csv", key="take_record")


def describe_subject(entry: Entry, w: Wording) -> str:
    """What an entry is about; a change of villages is stored as its code and year, with "- " when it was undone."""
    change = re.fullmatch(r"(- )?(merged|split|renamed|part) (\d{4})", entry.about)
    if entry.event != "configure" or change is None:
        return entry.about
    about = f"{w(f'changes.kinds.{change[2]}')} {change[3]}"
    return w("oversee.undone", about=about) if change[1] else about


def _to_csv(entries: list[Entry]) -> bytes:
    """Every entry with its hash chain."""
    return csv_safety.to_csv([COLUMNS, *([getattr(entry, column) for column in COLUMNS] for entry in entries)])


def build_health_context(page: Page) -> dict[str, Any]:
    """Values of the template `records/store_health`: the last backup, the free disk, the last commit."""
    return {"w": page.w, "health": read_health(page.store, private_folder())}
