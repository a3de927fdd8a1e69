"""What saving would change: the commune before and after, and villages whose status changes."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from learning_coverage import queries
from learning_coverage.content import row_texts
from learning_coverage.facts import Fact
from learning_coverage.queries.rows import CoverageRow, FigureRow
from learning_coverage.store.writes.save_plan import Difference
from learning_coverage.store.writes.uploads import SaveResult
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.records.upload import candidates
from learning_coverage.ui.records.upload.candidates import Candidate
from learning_coverage.wording import Wording


def show(page: Page, files: Sequence[Candidate]) -> dict[str, Any]:
    """Show the changes; returns the values of the template for the receipt."""
    shown = build_context(page, files)
    templates.show("records/upload/before_after", key="before-after", **shown)
    return shown


def build_context(page: Page, files: Sequence[Candidate]) -> dict[str, Any]:
    """Values of the template `records/upload/before_after`, of every year and title the files touch."""
    before = {_key(row): row for row in queries.coverage(page.store)}
    pairs = [(before.get(_key(row)), row) for row in candidates.preview_coverage(page.store, files)]
    touched = {
        (fact.year, fact.indicator_id)
        for file in files
        for fact in (*file.change.added, *(new for _, new in file.change.changed))
    }
    commune = [
        (old, new)
        for old, new in pairs
        if new["area_id"] == page.config.scope_id and (new["year"], new["indicator_id"]) in touched
    ]
    moved = [
        (old, new)
        for old, new in pairs
        if new["area_id"] != page.config.scope_id and old and old["status"] not in ("no_data", new["status"])
    ]
    return {
        "w": page.w,
        "indicators": page.config.indicators,
        "names": page.basis.area_names,
        "commune": _sort_pairs(commune, page),
        "moved": _sort_pairs(moved, page),
        "share": lambda row: _format_share(row, page.w),
    }


def show_receipt(page: Page, file_name: str, saved: SaveResult) -> None:
    """Show the result of saving one file, as a sentence."""
    change = saved.difference
    words = {"file": file_name, "upload": saved.upload_id, "added": len(change.added), "changed": len(change.changed)}
    st.success(templates.escape_markdown(page.w(f"upload.receipts.{saved.verdict}", **words)))


def _key(row: CoverageRow) -> tuple[int, str, str]:
    return (row["year"], row["area_id"], row["indicator_id"])


def _sort_pairs(
    pairs: Sequence[tuple[CoverageRow | None, CoverageRow]], page: Page
) -> list[tuple[FigureRow | None, FigureRow]]:
    """The latest year first, then the order of the plan and of the villages."""
    indicators = list(page.config.indicators)
    return sorted(pairs, key=lambda pair: (-pair[1]["year"], indicators.index(pair[1]["indicator_id"])))


def _format_share(row: FigureRow | None, w: Wording) -> str:
    if row is None or (row["coverage"] is None and row["grade"] is None):
        return w.count(None)
    if row["grade"]:
        return str(row["grade"])
    return f"{w.count(row['numerator'])}/{w.count(row['denominator'])} · {row_texts.format_share(row, w)}"


def build_changes_context(page: Page, change: Difference, *, with_new: bool = False) -> dict[str, Any]:
    """Values of the template `records/upload/figure_changes`: (old, new) pairs; `with_new` adds the new figures."""
    return {
        "w": page.w,
        "change": change,
        "pairs": [*((None, new) for new in change.added if with_new), *change.changed],
        "names": page.basis.area_names,
        "indicators": page.config.indicators,
        "counts": lambda fact: _format_counts(fact, page.w),
    }


def _format_counts(fact: Fact, w: Wording) -> str:
    if fact.grade:
        return fact.grade
    registered = f" ({w('upload.registered', n=fact.registered)})" if fact.registered is not None else ""
    return f"{w.count(fact.recognised)}/{w.count(fact.total)}{registered}"
