"""The step "check": every error of a cell in a table in which it can be mended, or its row left out."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from learning_coverage.facts import Problem
from learning_coverage.intake.checks import rejected_rows
from learning_coverage.intake.result import Reading
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.records.upload import overrides

LEAVE_OUT, ROW, COLUMN, VALUE, WHAT, REMEDY = "leave_out", "row", "column", "value", "what", "remedy"


def draw(screen: Screen, reading: Reading) -> None:
    """The table of the errors, what was mended so far, and the errors as a file for whoever sent this one."""
    words = overrides.words_about(reading.sha256)
    if problems := overrides.cells_to_mend(reading):
        rows = [_row(screen, problem) for problem in problems]
        key = f"mend {words.mends} {reading.sha256}"
        st.data_editor(
            pd.DataFrame(rows),
            key=key,
            hide_index=True,
            disabled=[ROW, COLUMN, WHAT, REMEDY],
            column_config=_columns(screen),
            on_change=partial(_mended, reading.sha256, key, rows),
        )
    if words.mends:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(screen.w("upload.mended", cells=len(words.edits), rows=len(words.skip_rows)))
            st.button(
                screen.w("upload.forget_mends"),
                key=f"forget {reading.sha256}",
                on_click=partial(overrides.forget_mends, reading.sha256),
            )
    if reading.refused:
        st.download_button(
            screen.w("upload.rejects"),
            rejected_rows.to_csv(reading, screen.w),
            f"{reading.file_name}.rejects.csv",
            key=f"rejects {reading.sha256}",
        )


def others(reading: Reading) -> list[Problem]:
    """What the table above does not show: errors of the whole file, and every warning."""
    mendable = overrides.cells_to_mend(reading)
    return [problem for problem in reading.problems if problem not in mendable]


def _row(screen: Screen, problem: Problem) -> dict[str, Any]:
    return {
        LEAVE_OUT: False,
        ROW: problem.row,
        COLUMN: problem.column or "",
        VALUE: problem.value or "",
        WHAT: problem.message(screen.w),
        REMEDY: problem.remedy(screen.w),
    }


def _columns(screen: Screen) -> dict[str, Any]:
    w = screen.w
    return {
        LEAVE_OUT: st.column_config.CheckboxColumn(w("upload.leave_out"), width=85),
        ROW: st.column_config.NumberColumn(w("problem.row"), width=60, format="%d"),
        COLUMN: st.column_config.TextColumn(w("problem.column"), width=150),
        VALUE: st.column_config.TextColumn(w("upload.value_to_mend"), width=150),
        WHAT: st.column_config.TextColumn(w("problem.what"), width="large"),
        REMEDY: st.column_config.TextColumn(w("problem.remedy"), width="large"),
    }


def _mended(sha256: str, key: str, rows: list[dict[str, Any]]) -> None:
    """Take over what was typed; the file is read again with it at once."""
    edits: dict[tuple[int, str], str] = {}
    left_out = set()
    for number, change in st.session_state[key]["edited_rows"].items():
        row = rows[int(number)]
        if change.get(LEAVE_OUT):
            left_out.add(row[ROW])
        if VALUE in change and row[COLUMN]:
            edits[row[ROW], row[COLUMN]] = change[VALUE] or ""
    overrides.say_mends(sha256, edits, frozenset(left_out))
