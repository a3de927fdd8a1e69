"""The step "check": a table of cell errors, in which a cell can be corrected or its row left out."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from learning_coverage.facts import Problem
from learning_coverage.intake import rejected_rows
from learning_coverage.intake.result import ReadResult
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.records.upload import overrides

LEAVE_OUT, ROW, COLUMN, VALUE, WHAT, REMEDY = "leave_out", "row", "column", "value", "what", "remedy"


def show(page: Page, reading: ReadResult) -> None:
    """Show the error table, the number of corrections, and a download of the errors for the sender of the file."""
    override = overrides.get_overrides(reading.sha256)
    if problems := overrides.cells_to_correct(reading):
        rows = [_build_row(page, problem) for problem in problems]
        key = f"errors {override.edit_count} {reading.sha256}"
        st.data_editor(
            pd.DataFrame(rows),
            key=key,
            hide_index=True,
            disabled=[ROW, COLUMN, WHAT, REMEDY],
            column_config=_configure_columns(page),
            on_change=partial(_apply_edits, reading.sha256, key, rows),
        )
    if override.edit_count:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(page.w("upload.mended", cells=len(override.edits), rows=len(override.skip_rows)))
            st.button(
                page.w("upload.forget_mends"),
                key=f"forget {reading.sha256}",
                on_click=partial(overrides.clear_edits, reading.sha256),
            )
    if reading.is_refused:
        st.download_button(
            page.w("upload.rejects"),
            rejected_rows.to_csv(reading, page.w),
            f"{reading.file_name}.rejects.csv",
            key=f"rejects {reading.sha256}",
        )


def other_problems(reading: ReadResult) -> list[Problem]:
    """The problems that are not in the table: errors of the whole file, and every warning."""
    in_table = overrides.cells_to_correct(reading)
    return [problem for problem in reading.problems if problem not in in_table]


def _build_row(page: Page, problem: Problem) -> dict[str, Any]:
    return {
        LEAVE_OUT: False,
        ROW: problem.row,
        COLUMN: problem.column or "",
        VALUE: problem.value or "",
        WHAT: problem.message(page.w),
        REMEDY: problem.remedy(page.w),
    }


def _configure_columns(page: Page) -> dict[str, Any]:
    w = page.w
    return {
        LEAVE_OUT: st.column_config.CheckboxColumn(w("upload.leave_out"), width=85),
        ROW: st.column_config.NumberColumn(w("problem.row"), width=60, format="%d"),
        COLUMN: st.column_config.TextColumn(w("problem.column"), width=150),
        VALUE: st.column_config.TextColumn(w("upload.value_to_mend"), width=150),
        WHAT: st.column_config.TextColumn(w("problem.what"), width="large"),
        REMEDY: st.column_config.TextColumn(w("problem.remedy"), width="large"),
    }


def _apply_edits(sha256: str, key: str, rows: list[dict[str, Any]]) -> None:
    """Store the edits as overrides; the rerun reads the file with them."""
    edits: dict[tuple[int, str], str] = {}
    skip_rows = set()
    for number, change in st.session_state[key]["edited_rows"].items():
        row = rows[int(number)]
        if change.get(LEAVE_OUT):
            skip_rows.add(row[ROW])
        if VALUE in change and row[COLUMN]:
            edits[row[ROW], row[COLUMN]] = change[VALUE] or ""
    overrides.set_edits(sha256, edits, frozenset(skip_rows))
