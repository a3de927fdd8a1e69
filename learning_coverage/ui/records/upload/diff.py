"""What saving would change: the commune before and after, and the villages whose status moves."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from learning_coverage import queries
from learning_coverage.facts import Fact
from learning_coverage.queries import records
from learning_coverage.store.writes.save_upload import Difference, Receipt
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.records.upload import session
from learning_coverage.ui.records.upload.session import Candidate
from learning_coverage.ui.session import stores
from learning_coverage.wording import Wording

Row = dict[str, Any]


def draw(screen: Screen, files: Sequence[Candidate]) -> Row:
    """Show the change, and hand on what was shown for the receipt."""
    shown = content(screen, files)
    templates.show("before_after", key="before-after", **shown)
    return shown


def content(screen: Screen, files: Sequence[Candidate]) -> Row:
    """The values of the template `before_after`, in every year and title the files touch."""
    before = {_key(row): row for row in records(queries.coverage(stores.real_store()))}
    pairs = [(before.get(_key(row)), row) for row in records(session.commune_after(stores.real_store(), files))]
    touched = {
        (fact.year, fact.indicator_id)
        for file in files
        for fact in (*file.change.added, *(new for _, new in file.change.changed))
    }
    commune = [
        (old, new)
        for old, new in pairs
        if new["area_id"] == screen.config.whole and (new["year"], new["indicator_id"]) in touched
    ]
    moved = [
        (old, new)
        for old, new in pairs
        if new["area_id"] != screen.config.whole and old and old["status"] not in ("no_data", new["status"])
    ]
    return {
        "w": screen.w,
        "indicators": screen.config.indicators,
        "names": screen.area_names,
        "commune": _in_order(commune, screen),
        "moved": _in_order(moved, screen),
        "share": lambda row: _share(row, screen.w),
    }


def receipt(screen: Screen, file_name: str, saved: Receipt) -> None:
    """What saving one file did, in a sentence."""
    change = saved.difference
    words = {"file": file_name, "upload": saved.upload_id, "added": len(change.added), "changed": len(change.changed)}
    st.success(templates.plain(screen.w(f"upload.receipts.{saved.verdict}", **words)))


def _key(row: Row) -> tuple[int, str, str]:
    return (row["year"], row["area_id"], row["indicator_id"])


def _in_order(pairs: Sequence[tuple[Row | None, Row]], screen: Screen) -> list[tuple[Row | None, Row]]:
    """The latest year first, then as in the plan and the list of villages."""
    indicators = list(screen.config.indicators)
    return sorted(pairs, key=lambda pair: (-pair[1]["year"], indicators.index(pair[1]["indicator_id"])))


def _share(row: Row | None, w: Wording) -> str:
    if row is None or (row["coverage"] is None and row["grade"] is None):
        return w.count(None)
    if row["grade"]:
        return str(row["grade"])
    return (
        f"{w.count(row['numerator'])}/{w.count(row['denominator'])} · {w.share(row['coverage'], target=row['target'])}"
    )


def line_by_line(screen: Screen, change: Difference, *, with_new: bool = False) -> Row:
    """The values of the template `changes`: every figure that changes, old and new; `with_new`: the new ones, too."""
    return {
        "w": screen.w,
        "change": change,
        "pairs": [*((None, new) for new in change.added if with_new), *change.changed],
        "names": screen.area_names,
        "indicators": screen.config.indicators,
        "counts": lambda fact: _counts(fact, screen.w),
    }


def _counts(fact: Fact, w: Wording) -> str:
    if fact.grade:
        return fact.grade
    registered = f" ({w('upload.registered', n=fact.registered)})" if fact.registered is not None else ""
    return f"{w.count(fact.recognised)}/{w.count(fact.total)}{registered}"
