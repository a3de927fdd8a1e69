"""Correcting figures of one area and year without a file: the input is saved as a CSV of the contract."""

import math
from typing import Any

import pandas as pd
import streamlit as st

from learning_coverage import upload_template, wording
from learning_coverage.access import Right
from learning_coverage.config import Indicator
from learning_coverage.facts import CONTRACT_FIELDS
from learning_coverage.import_preview import Previewer
from learning_coverage.intake.sandbox import read
from learning_coverage.store import StoreError
from learning_coverage.store.writes.save_plan import read_current_facts
from learning_coverage.store.writes.uploads import save
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.records.upload import diff
from learning_coverage.ui.session import current_user
from learning_coverage.wording import Wording

COUNTS = ("total", "registered", "recognised")


def show(page: Page) -> None:
    """The form: choose an area and a year, change its figures, save."""
    w = page.w
    with st.expander(w("correct.title")):
        with st.container(horizontal=True):
            place = st.container()
            years = range(page.config.last_year, page.config.first_year - 1, -1)
            begun = min(max(wording.today().year, page.config.first_year), page.config.last_year)
            year = st.selectbox(w("filter.year"), years, index=years.index(begun), key="correct_year", width=120)
            names = _area_names(page, year)
            area = place.selectbox(
                w("filter.village"), list(names), format_func=names.__getitem__, key="correct_area", width=240
            )
        _show_form(page, area, year)


def _area_names(page: Page, year: int) -> dict[str, str]:
    """The areas that report for a year, with their names of that year, by id."""
    return {village.id: village.name for village in page.config.villages_in(year)} | {
        page.config.scope_id: page.w("matrix.commune")
    }


def show_commune(page: Page, year: int) -> None:
    """The form of the figures the commune has as a whole in a year."""
    if not page.may(Right.UPLOAD):
        return
    ids = [indicator.id for indicator in page.config.indicators.values() if indicator.level == "commune"]
    st.caption(page.w("programme.enter_note", ids=", ".join(ids)))
    _show_form(page, page.config.scope_id, year)


def _show_form(page: Page, area: str, year: int) -> None:
    w = page.w
    edited = _show_editor(page, area, year)
    is_confirmed = _confirm_year(page, year)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = current_user.input_name(page.user, w("upload.by"), key="correct_by", width=260)
        note = st.text_input(w("correct.reason"), key="correct_note", max_chars=300, width=360)
        if st.button(w("correct.save"), key="correct_save", disabled=not is_confirmed):
            _save(page, area, year, edited, by, note)


def _confirm_year(page: Page, year: int) -> bool:
    """Whether figures of the year may be saved: a year that has not begun has to be confirmed."""
    this_year = wording.today().year
    if year <= this_year:
        return True
    st.warning(page.w("upload.not_begun", year=year, this_year=str(this_year)))
    return st.checkbox(page.w("upload.is_of_future", year=year), key=f"correct_is_of {year}")


def _show_editor(page: Page, area: str, year: int) -> pd.DataFrame:
    level = "commune" if area == page.config.scope_id else "village"
    indicators = [i for i in page.config.indicators.values() if i.level == level]
    current = read_current_facts(page.store, areas=[area])
    rows = [_build_row(page.w, indicator, current.get((year, area, indicator.id))) for indicator in indicators]
    number = st.column_config.NumberColumn
    return st.data_editor(
        pd.DataFrame(rows, index=[i.id for i in indicators]),
        key=f"correct {area} {year}",
        hide_index=True,
        disabled=["title"],
        column_config={
            "title": page.w("filter.title"),
            **{count: number(page.w(f"counts.{count}"), min_value=0, step=1, format="%d") for count in COUNTS},
            "grade": st.column_config.SelectboxColumn(page.w("template.grade"), options=list(page.config.grades)),
        },
    )


def _build_row(w: Wording, indicator: Indicator, fact: Any) -> dict[str, Any]:
    total = 1 if indicator.kind == "yes_no" else None
    counts = {count: getattr(fact, count, None) for count in COUNTS}
    return {
        "title": w.translate(indicator.name),
        "total": total if counts["total"] is None else counts["total"],
        "registered": counts["registered"],
        "recognised": counts["recognised"],
        "grade": getattr(fact, "grade", None),
    }


def _save(page: Page, area: str, year: int, edited: pd.DataFrame, by: str, note: str) -> None:
    names = _area_names(page, year) | {page.config.scope_id: ""}
    filled = [
        [year, names[area], indicator, *(_format_cell(row[column]) for column in (*COUNTS, "grade"))]
        for indicator, row in edited.iterrows()
        if _is_filled(row, page.config.indicators[str(indicator)])
    ]
    if _has_cleared_figure(page, area, year, edited):
        st.warning(page.w("correct.cleared"))
    data = upload_template.to_csv([list(CONTRACT_FIELDS), *filled])
    name = f"sua_{area}_{year}.csv"
    reading = read(data, name, page.config)
    checked = Previewer(page.store, page.config).preview(data, reading).reading
    if checked.is_refused:
        errors = [problem for problem in checked.problems if problem.severity == "error"]
        templates.show("records/upload/problems", key="correct-problems", w=page.w, problems=errors)
        return
    try:
        receipt = save(
            page.store,
            data,
            name,
            reading.facts,
            by=current_user.resolve_author(by),
            note=note.strip(),
            allow_repeat=True,
        )
    except StoreError as error:
        st.error(templates.escape_markdown(page.w(f"store.{error.code}", **error.values)))
        return
    diff.show_receipt(page, name, receipt)


def _has_cleared_figure(page: Page, area: str, year: int, edited: pd.DataFrame) -> bool:
    """Whether a known figure was cleared. Saving does not follow: a blank erases nothing."""
    known = read_current_facts(page.store, areas=[area])
    facts = {indicator: known.get((year, area, str(indicator))) for indicator in edited.index}
    return any(
        fact is not None
        and not fact.is_pending
        and not _format_cell(edited.loc[indicator, "recognised"])
        and fact.grade is None
        for indicator, fact in facts.items()
    )


def _is_filled(row: pd.Series, indicator: Indicator) -> bool:
    """Whether a row has any input; the total of a yes or no is prefilled and does not count."""
    fields = COUNTS if indicator.kind == "share" else ("recognised", "grade")
    return any(_format_cell(row[column]) for column in fields)


def _format_cell(value: Any) -> str:
    """A cell of the editor as text of the contract: blank stays empty, whole numbers have no decimals."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
