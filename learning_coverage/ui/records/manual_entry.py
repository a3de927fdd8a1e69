"""Correcting one area's year without a file: typed figures become a file of the contract and go its way."""

import math
from typing import Any

import pandas as pd
import streamlit as st

from learning_coverage import upload_template
from learning_coverage.access import Act
from learning_coverage.config import Indicator
from learning_coverage.intake.sandbox import read
from learning_coverage.store import StoreError
from learning_coverage.store.writes.save_upload import current_facts, save
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.records.upload import diff
from learning_coverage.ui.session import current_user, stores
from learning_coverage.wording import Wording

COUNTS = ("total", "registered", "recognised")
CONTRACT = ["nam", "thon", "danh_hieu", "tong_so", "dang_ky", "cong_nhan", "xep_loai"]


def draw(screen: Screen) -> None:
    """Choose an area and a year, change its figures, save."""
    w = screen.w
    with st.expander(w("correct.title")):
        with st.container(horizontal=True):
            place = st.container()
            years = range(screen.config.last_year, screen.config.first_year - 1, -1)
            year = st.selectbox(w("filter.year"), years, key="correct_year", width=120)
            names = _names(screen, year)
            area = place.selectbox(
                w("filter.village"), list(names), format_func=names.__getitem__, key="correct_area", width=240
            )
        _form(screen, area, year)


def _names(screen: Screen, year: int) -> dict[str, str]:
    """The areas that report for a year, under their names of that year."""
    return {village.id: village.name for village in screen.config.villages_in(year)} | {
        screen.config.whole: screen.w("matrix.commune")
    }


def of_commune(screen: Screen, year: int) -> None:
    """The figures the commune has as a whole in a year."""
    if not current_user.may(Act.UPLOAD):
        return
    ids = [indicator.id for indicator in screen.config.indicators.values() if indicator.level == "commune"]
    st.caption(screen.w("programme.enter_note", ids=", ".join(ids)))
    _form(screen, screen.config.whole, year)


def _form(screen: Screen, area: str, year: int) -> None:
    w = screen.w
    edited = _editor(screen, area, year)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = current_user.asked(w("upload.by"), key="correct_by", width=260)
        note = st.text_input(w("correct.reason"), key="correct_note", max_chars=300, width=360)
        if st.button(w("correct.save"), key="correct_save"):
            _save(screen, area, year, edited, by, note)


def _editor(screen: Screen, area: str, year: int) -> pd.DataFrame:
    level = "commune" if area == screen.config.whole else "village"
    indicators = [i for i in screen.config.indicators.values() if i.level == level]
    current = current_facts(stores.real_store(), areas=[area])
    rows = [_row(screen.w, indicator, current.get((year, area, indicator.id))) for indicator in indicators]
    number = st.column_config.NumberColumn
    return st.data_editor(
        pd.DataFrame(rows, index=[i.id for i in indicators]),
        key=f"correct {area} {year}",
        hide_index=True,
        disabled=["title"],
        column_config={
            "title": screen.w("filter.title"),
            **{count: number(screen.w(f"counts.{count}"), min_value=0, step=1, format="%d") for count in COUNTS},
            "grade": st.column_config.SelectboxColumn(screen.w("template.grade"), options=list(screen.config.grades)),
        },
    )


def _row(w: Wording, indicator: Indicator, fact: Any) -> dict[str, Any]:
    total = 1 if indicator.kind == "yes_no" else None
    counts = {count: getattr(fact, count, None) for count in COUNTS}
    return {
        "title": w.of(indicator.name),
        "total": total if counts["total"] is None else counts["total"],
        "registered": counts["registered"],
        "recognised": counts["recognised"],
        "grade": getattr(fact, "grade", None),
    }


def _save(screen: Screen, area: str, year: int, edited: pd.DataFrame, by: str, note: str) -> None:
    names = _names(screen, year) | {screen.config.whole: ""}
    filled = [
        [year, names[area], indicator, *(_cell(row[column]) for column in (*COUNTS, "grade"))]
        for indicator, row in edited.iterrows()
        if _is_filled(row, screen.config.indicators[str(indicator)])
    ]
    if _clears(area, year, edited):
        st.warning(screen.w("correct.cleared"))
    data = upload_template.to_csv([CONTRACT, *filled])
    name = f"sua_{area}_{year}.csv"
    reading = read(data, name, screen.config)
    if reading.refused:
        errors = [problem for problem in reading.problems if problem.severity == "error"]
        templates.show("problems", key="correct-problems", w=screen.w, problems=errors)
        return
    try:
        receipt = save(
            stores.real_store(), data, name, reading.facts, by=current_user.acting(by), note=note.strip(), again=True
        )
    except StoreError as error:
        st.error(templates.plain(screen.w(f"store.{error.code}", **error.values)))
        return
    diff.receipt(screen, name, receipt)


def _clears(area: str, year: int, edited: pd.DataFrame) -> bool:
    """Whether a known figure was taken out of its cell, which saving does not follow: a blank erases nothing."""
    known = current_facts(stores.real_store(), areas=[area])
    facts = {indicator: known.get((year, area, str(indicator))) for indicator in edited.index}
    return any(
        fact is not None and not fact.is_open and not _cell(edited.loc[indicator, "recognised"]) and fact.grade is None
        for indicator, fact in facts.items()
    )


def _is_filled(row: pd.Series, indicator: Indicator) -> bool:
    """Whether a row says anything; the total of a yes or no is always there and says nothing by itself."""
    said = COUNTS if indicator.kind == "share" else ("recognised", "grade")
    return any(_cell(row[column]) for column in said)


def _cell(value: Any) -> str:
    """A cell of the editor as the contract writes it; empty is empty, and whole numbers have no decimals."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
