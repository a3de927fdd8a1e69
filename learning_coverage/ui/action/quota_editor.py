"""Changing the proposed quotas cell by cell, keeping them as a decision, and taking them along as an annex."""

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

MESSAGE_KEY = "told_of_quotas"
FIELDS = ("number", "day", "by")


def edit_cells(page: Page, table: QuotaTable) -> Cells:
    """The cells as the user left them. An edit belongs to one proposal: when the figures change, it is gone."""
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
    """A row per village that has cells, a column per year; a yes or no is a tick."""
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
    """A cell as a whole number; what is none stays as it is, and is refused when it is saved."""
    return None if pd.isna(value) else int(value) if value == int(value) else value


def show_message() -> None:
    """That the last decision was kept, said once."""
    if told := st.session_state.pop(MESSAGE_KEY, None):
        st.success(escape_markdown(told))


def show_downloads(page: Page, table: QuotaTable, cells: Cells, summed: Sums) -> None:
    """The annex of the cells on the screen, as a workbook and as CSV."""
    if not cells or not current_user.may(Right.DECIDE):
        return
    made = build_annex(page, table, cells, summed)
    name = f"giao-chi-tieu-{table.indicator.id}-{table.years[0]}-{table.years[-1]}"
    with st.container(horizontal=True):
        for kind, data in (("xlsx", quota_annex.to_xlsx(made)), ("csv", quota_annex.to_csv(made))):
            st.download_button(page.w(f"quotas.take.{kind}"), data, f"{name}.{kind}", key=f"annex-{kind}")


def show_form(page: Page, table: QuotaTable, cells: Cells) -> None:
    """Keep the cells with the number and day of the decision; only real figures of the present can be decided on."""
    w = page.w
    if not cells or not current_user.may(Right.DECIDE):
        return
    if page.is_sample or page.figures.as_of != stores.real_store().head.seq:
        st.info(w("quotas.sample" if page.is_sample else "quotas.past"))
        return
    place = st.expander(w("quotas.decide"), key="decide-quotas", on_change="rerun")
    with place, st.form("quota-decision", border=False):
        number, day, by = st.columns(3)
        number.text_input(w("quotas.number"), key="quota_number", max_chars=MAX_NUMBER_LENGTH, placeholder="12/QĐ-UBND")
        day.date_input(w("quotas.day"), None, format="DD/MM/YYYY", key="quota_day")
        with by:
            current_user.input_name(w("quotas.by"), key="quota_by")
        st.form_submit_button(w("quotas.save"), type="primary", on_click=_decide, args=(page, table, cells))


@defer_errors
def _decide(page: Page, table: QuotaTable, cells: Cells) -> None:
    number, day, by = (st.session_state[f"quota_{field}"] for field in FIELDS)
    base_year = table.commune["base_year"]
    if base_year is None:  # without figures there is no cell to decide about
        return
    quotas = QuotaDecision(table.indicator.id, number.strip(), day, base_year, cells)
    decide(
        stores.real_store(), page.config, quotas, expected_seq=table.last_decision, by=current_user.resolve_author(by)
    )
    st.session_state["goal"] = DECIDED  # what was decided is what is shown next
    st.session_state[MESSAGE_KEY] = page.w("quotas.saved", number=quotas.number)
