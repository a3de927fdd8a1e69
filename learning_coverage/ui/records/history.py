"""What the history page draws: the uploads, and the acts on them. Every act is a form with a reason."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from learning_coverage.access import Act, By
from learning_coverage.queries import acts as acts_of
from learning_coverage.queries import last_commit, records, uploads
from learning_coverage.store import Store
from learning_coverage.store.writes import upload_acts
from learning_coverage.store.writes.learned_names import forget, learnt
from learning_coverage.store.writes.save_upload import Difference, closed_years, difference, known_of
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.records.upload import diff
from learning_coverage.ui.session import as_of, current_user, stores
from learning_coverage.ui.session.errors import acting
from learning_coverage.wording import end_of

Row = dict[str, Any]


def table(screen: Screen) -> list[Row]:
    """Every upload; the rows are handed on to the acts."""
    rows = records(uploads(stores.real_store()))
    if rows:
        templates.show("uploads", key="uploads", w=screen.w, uploads=rows)
    else:
        st.info(screen.w("history.empty"))
    return rows


def author(screen: Screen) -> None:
    """Who undoes, names and closes: asked once for all the acts of the page."""
    if current_user.may(Act.UPLOAD):
        current_user.asked(screen.w("history.act_by"), key="act_by", width=420)


def one_upload(screen: Screen, rows: list[Row]) -> None:
    """The original bytes of one upload, and undoing it or undoing the undoing."""
    if not rows:
        return
    with st.container(border=True):
        st.header(screen.w("history.one"), anchor=False)
        by_id = {row["upload_id"]: row for row in rows}
        chosen = by_id[
            st.selectbox(
                screen.w("history.upload"),
                list(by_id),
                format_func=lambda upload: f"{upload} · {by_id[upload]['file_name']}",
                key="upload",
                width=420,
            )
        ]
        templates.show("changes", key="changed", **diff.line_by_line(screen, _changed_by(chosen)))
        kind = "restore" if chosen["is_withdrawn"] else "withdraw"
        if may_undo := current_user.may(Act.UNDO):
            st.text_input(screen.w("history.reason"), key="reason", max_chars=300, width=420)
        with st.container(horizontal=True):
            st.download_button(
                screen.w("history.original"),
                stores.real_store().blob(chosen["raw"]),
                chosen["file_name"],
                key="original",
            )
            if may_undo:
                act = (kind, chosen["upload_id"], "reason")
                st.button(screen.w(f"history.{kind}"), key=kind, on_click=_act, args=act)


def _changed_by(upload: Row) -> Difference:
    """What an upload changed when it came in."""
    store = stores.real_store()
    facts = upload_acts.facts_of(store, upload["rows"])
    return difference(facts, known_of(store, facts, upload["upload_id"] - 1))


def looking_back(screen: Screen) -> None:
    """Every page as it stood at the end of a day."""
    with st.container(border=True):
        st.header(screen.w("history.looking_back"), anchor=False)
        day = st.date_input(screen.w("history.day"), key="day", format="DD/MM/YYYY", max_value="today", width=220)
        if st.button(screen.w("history.look"), key="look_back") and isinstance(day, date):
            found = last_commit(stores.real_store(), end_of(day))
            if found is None:
                st.info(screen.w("history.nothing_then"))
            else:
                st.switch_page("pages/progress/overview.py", query_params={as_of.KEY: str(found)})


def freezing(screen: Screen) -> None:
    if not current_user.may(Act.FREEZE):
        return
    with st.container(border=True):
        st.header(screen.w("history.freezing"), anchor=False)
        st.text_input(screen.w("history.freeze_name"), key="freeze_name", max_chars=120, width=420)
        st.button(screen.w("history.freeze"), key="freeze", on_click=_act, args=("freeze", None, "freeze_name"))


def closing(screen: Screen) -> None:
    """Close a year, or reopen one that is closed."""
    if not current_user.may(Act.CLOSE_YEAR):
        return
    closed = closed_years(stores.real_store())
    years = range(screen.config.first_year, screen.config.last_year + 1)
    with st.container(border=True):
        st.header(screen.w("history.closing"), anchor=False)
        year = st.selectbox(
            screen.w("filter.year"),
            years,
            format_func=lambda year: screen.w("history.closed_year" if year in closed else "filter.of_year", year=year),
            key="year_to_close",
            width=220,
        )
        kind = "reopen_year" if year in closed else "close_year"
        st.text_input(screen.w("history.decision"), key="decision", max_chars=300, width=420)
        st.button(screen.w(f"history.{kind}", year=year), key=kind, on_click=_act, args=(kind, year, "decision"))


def lessons(screen: Screen) -> None:
    """The spellings of villages that were remembered, each to be taken back."""
    known = learnt(stores.real_store()).aliases
    names = screen.area_names
    if not known or not current_user.may(Act.UPLOAD):
        return
    with st.container(border=True):
        st.header(screen.w("history.lessons"), anchor=False)
        for spelling, village in known.items():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(templates.plain(f"“{spelling}” → {names.get(village, village)}"))
                st.button(screen.w("history.forget"), key=f"forget {spelling}", on_click=_forget, args=(spelling,))


def done(screen: Screen) -> None:
    """What was done so far, the newest first."""
    if rows := records(acts_of(stores.real_store())):
        templates.show("acts", key="acts", w=screen.w, acts=rows)


def outcome(screen: Screen) -> None:
    """That the last act was done."""
    if act := st.session_state.pop("act_done", None):
        st.success(screen.w(f"history.done.{act}"))


ACTS: dict[str, Callable[[Store, Any, str, By], object]] = {
    "withdraw": lambda store, upload, reason, by: upload_acts.withdraw(store, upload, reason=reason, by=by),
    "restore": lambda store, upload, reason, by: upload_acts.restore(store, upload, reason=reason, by=by),
    "freeze": lambda store, _, name, by: upload_acts.freeze(store, name, by=by),
    "close_year": lambda store, year, reason, by: upload_acts.close_year(store, year, reason=reason, by=by),
    "reopen_year": lambda store, year, reason, by: upload_acts.reopen_year(store, year, reason=reason, by=by),
}


@acting
def _forget(spelling: str) -> None:
    forget(stores.real_store(), spelling, current_user.acting(st.session_state["act_by"]))


@acting
def _act(kind: str, about: int | None, words_key: str) -> None:
    by = current_user.acting(st.session_state["act_by"])
    ACTS[kind](stores.real_store(), about, st.session_state[words_key], by)
    st.session_state["act_done"] = kind
    st.session_state[words_key] = ""
