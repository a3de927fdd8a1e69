"""Changing the proposed quotas cell by cell, keeping them as a decision, and taking them along as an annex."""

from typing import Any

import pandas as pd
import streamlit as st

from learning_coverage.access import Act
from learning_coverage.reports.xlsx import quota_annex
from learning_coverage.store.log.log import sha256
from learning_coverage.store.writes.quotas import LONGEST, Quotas, decide
from learning_coverage.ui.action.quota_annex import annex
from learning_coverage.ui.action.quotas import DECIDED, Board, Cells, Sums
from learning_coverage.ui.browser.templates import plain
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.session import current_user, stores
from learning_coverage.ui.session.errors import acting

TOLD = "told_of_quotas"
FIELDS = ("number", "day", "by")


def edited(screen: Screen, board: Board) -> Cells:
    """The cells as the user left them. An edit belongs to one proposal: when the figures change, it is gone."""
    if not board.cells:
        return {}
    key = f"quotas {board.indicator.id} {sha256(repr((board.year, board.goal, board.cells)).encode())[:12]}"
    with st.expander(screen.w("quotas.edit"), key="edit-quotas", on_change="rerun"):
        st.caption(screen.w("quotas.edit_note"))
        frame = st.data_editor(
            _frame(board),
            key=key,
            hide_index=True,
            disabled=["village", "missing"],
            column_config=_columns(screen, board),
            height="content",
        )
    return {(area, year): _units(frame.at[area, str(year)]) for area, year in board.cells}


def _frame(board: Board) -> pd.DataFrame:
    """A row per village that has cells, a column per year; a yes or no is a tick."""
    kind = bool if board.indicator.kind == "yes_no" else int
    return pd.DataFrame(
        [
            {"village": row["area_name"], "missing": row["missing"]}
            | {str(year): kind(board.cells[row["area_id"], year]) for year in board.years}
            for row in board.villages
        ],
        index=[row["area_id"] for row in board.villages],
    )


def _columns(screen: Screen, board: Board) -> dict[str, Any]:
    column = st.column_config
    years = [str(year) for year in board.years]
    is_tick = board.indicator.kind == "yes_no"
    return {
        "village": column.TextColumn(screen.w("filter.village"), pinned=True),
        "missing": column.NumberColumn(screen.w("counts.missing")),
        **{
            year: column.CheckboxColumn(year, required=True)
            if is_tick
            else column.NumberColumn(year, min_value=0, step=1, format="%d", required=True)
            for year in years
        },
    }


def _units(value: Any) -> Any:
    """A cell as a whole number; what is none stays as it is, and is refused when it is saved."""
    return None if pd.isna(value) else int(value) if value == int(value) else value


def outcome() -> None:
    """That the last decision was kept, said once."""
    if told := st.session_state.pop(TOLD, None):
        st.success(plain(told))


def taking_along(screen: Screen, board: Board, cells: Cells, summed: Sums) -> None:
    """The annex of the cells on the screen, as a workbook and as CSV."""
    if not cells or not current_user.may(Act.DECIDE):
        return
    made = annex(screen, board, cells, summed)
    name = f"giao-chi-tieu-{board.indicator.id}-{board.years[0]}-{board.years[-1]}"
    with st.container(horizontal=True):
        for kind, data in (("xlsx", quota_annex.to_xlsx(made)), ("csv", quota_annex.to_csv(made))):
            st.download_button(screen.w(f"quotas.take.{kind}"), data, f"{name}.{kind}", key=f"annex-{kind}")


def form(screen: Screen, board: Board, cells: Cells) -> None:
    """Keep the cells with the number and day of the decision; only real figures of the present can be decided on."""
    w = screen.w
    if not cells or not current_user.may(Act.DECIDE):
        return
    if screen.is_sample or screen.figures.as_of != stores.real_store().head.seq:
        st.info(w("quotas.sample" if screen.is_sample else "quotas.past"))
        return
    place = st.expander(w("quotas.decide"), key="decide-quotas", on_change="rerun")
    with place, st.form("quota-decision", border=False):
        number, day, by = st.columns(3)
        number.text_input(w("quotas.number"), key="quota_number", max_chars=LONGEST, placeholder="12/QĐ-UBND")
        day.date_input(w("quotas.day"), None, format="DD/MM/YYYY", key="quota_day")
        with by:
            current_user.asked(w("quotas.by"), key="quota_by")
        st.form_submit_button(w("quotas.save"), type="primary", on_click=_decide, args=(screen, board, cells))


@acting
def _decide(screen: Screen, board: Board, cells: Cells) -> None:
    number, day, by = (st.session_state[f"quota_{field}"] for field in FIELDS)
    quotas = Quotas(board.indicator.id, number.strip(), day, board.commune["base_year"], cells)
    decide(stores.real_store(), screen.config, quotas, seen=board.last_decision, by=current_user.acting(by))
    st.session_state["goal"] = DECIDED  # what was decided is what is shown next
    st.session_state[TOLD] = screen.w("quotas.saved", number=quotas.number)
