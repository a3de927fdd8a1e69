"""Editing the proposed quotas by cell, saving them as a decision, and their annex."""

from typing import Any

import pandas as pd
import streamlit as st

from learning_coverage.access import Right
from learning_coverage.reports.xlsx import quota_annex
from learning_coverage.store.log.log import sha256
from learning_coverage.store.writes.quotas import MAX_NUMBER_LENGTH, QuotaDecision, decide
from learning_coverage.ui.action.quota_annex import build_annex
from learning_coverage.ui.action.quotas import DECIDED, Cells, QuotaTable, Sums
from learning_coverage.ui.browser.templates import escape_markdown
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.session import current_user, stores
from learning_coverage.ui.session.errors import defer_errors

MESSAGE_KEY = "quotas_message"
FIELDS = ("number", "day", "by")


def edit_cells(page: Page, table: QuotaTable) -> Cells:
    """The cells after editing. Edits belong to one proposal: they are dropped when its figures change."""
    if not table.cells:
        return {}
    key = f"quotas {table.indicator.id} {sha256(repr((table.year, table.goal, table.cells)).encode())[:12]}"
    with st.expander(page.w("quotas.edit"), key="edit-quotas", on_change="rerun"):
        st.caption(page.w("quotas.edit_note"))
        frame = st.data_editor(
            _build_frame(table),
            key=key,
            hide_index=True,
            disabled=["village", "missing"],
            column_config=_configure_columns(page, table),
            height="content",
        )
    return {(area, year): _parse_units(frame.at[area, str(year)]) for area, year in table.cells}


def _build_frame(table: QuotaTable) -> pd.DataFrame:
    """One row per village with cells, one column per year; a yes or no is a checkbox."""
    kind = bool if table.indicator.kind == "yes_no" else int
    return pd.DataFrame(
        [
            {"village": row["area_name"], "missing": row["missing"]}
            | {str(year): kind(table.cells[row["area_id"], year]) for year in table.years}
            for row in table.villages
        ],
        index=[row["area_id"] for row in table.villages],
    )


def _configure_columns(page: Page, table: QuotaTable) -> dict[str, Any]:
    column = st.column_config
    years = [str(year) for year in table.years]
    is_tick = table.indicator.kind == "yes_no"
    return {
        "village": column.TextColumn(page.w("filter.village"), pinned=True),
        "missing": column.NumberColumn(page.w("counts.missing")),
        **{
            year: column.CheckboxColumn(year, required=True)
            if is_tick
            else column.NumberColumn(year, min_value=0, step=1, format="%d", required=True)
            for year in years
        },
    }


def _parse_units(value: Any) -> Any:
    """A cell as a whole number, None when blank; other values stay as they are, and saving refuses them."""
    return None if pd.isna(value) else int(value) if value == int(value) else value


def show_message() -> None:
    """Show once that the last decision is saved."""
    if message := st.session_state.pop(MESSAGE_KEY, None):
        st.success(escape_markdown(message))


def show_downloads(page: Page, table: QuotaTable, cells: Cells, summed: Sums) -> None:
    """Buttons that download the annex of the cells on the screen, as a workbook and as CSV."""
    if not cells or not page.may(Right.DECIDE):
        return
    annex = build_annex(page, table, cells, summed)
    name = f"giao-chi-tieu-{table.indicator.id}-{table.years[0]}-{table.years[-1]}"
    with st.container(horizontal=True):
        for kind, data in (("xlsx", quota_annex.to_xlsx(annex)), ("csv", quota_annex.to_csv(annex))):
            st.download_button(page.w(f"quotas.take.{kind}"), data, f"{name}.{kind}", key=f"annex-{kind}")


def show_form(page: Page, table: QuotaTable, cells: Cells) -> None:
    """The form that saves the cells with number and date of the decision; for real figures of the present only."""
    w = page.w
    if not cells or not page.may(Right.DECIDE):
        return
    if page.is_sample or page.is_past:
        st.info(w("quotas.sample" if page.is_sample else "quotas.past"))
        return
    place = st.expander(w("quotas.decide"), key="decide-quotas", on_change="rerun")
    with place, st.form("quota-decision", border=False):
        number, day, by = st.columns(3)
        number.text_input(w("quotas.number"), key="quota_number", max_chars=MAX_NUMBER_LENGTH, placeholder="12/QĐ-UBND")
        day.date_input(w("quotas.day"), None, format="DD/MM/YYYY", key="quota_day")
        with by:
            current_user.input_name(page.user, w("quotas.by"), key="quota_by")
        st.form_submit_button(w("quotas.save"), type="primary", on_click=_decide, args=(page, table, cells))


@defer_errors
def _decide(page: Page, table: QuotaTable, cells: Cells) -> None:
    number, day, by = (st.session_state[f"quota_{field}"] for field in FIELDS)
    quotas = QuotaDecision(table.indicator.id, number.strip(), day, table.year, cells)
    decide(
        stores.real_store(), page.config, quotas, expected_seq=table.last_decision, by=current_user.resolve_author(by)
    )
    st.session_state["goal"] = DECIDED  # the decision is shown next
    st.session_state[MESSAGE_KEY] = page.w("quotas.saved", number=quotas.number)
