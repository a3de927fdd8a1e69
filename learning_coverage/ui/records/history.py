"""Content of the history page: the uploads, and the acts on them, each a form with a reason."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from learning_coverage.access import Actor, Right
from learning_coverage.queries import last_commit, uploads
from learning_coverage.queries import upload_acts as list_acts
from learning_coverage.queries.rows import UploadRow
from learning_coverage.store import Store
from learning_coverage.store.writes import upload_acts
from learning_coverage.store.writes.learned_names import forget, read_learned
from learning_coverage.store.writes.save_plan import Difference, compare, read_closed_years, read_current_facts
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.records.upload import diff
from learning_coverage.ui.session import as_of, current_user, stores
from learning_coverage.ui.session.errors import defer_errors
from learning_coverage.wording import day_end_utc


def show_uploads(page: Page) -> list[UploadRow]:
    """Show the table of uploads; returns one row per upload."""
    rows = uploads(page.store)
    if rows:
        templates.show("records/uploads", key="uploads", w=page.w, links=page.links, uploads=rows)
    else:
        st.info(page.w("history.empty"))
    return rows


def input_author(page: Page) -> None:
    """The author of all acts of the page, entered once."""
    if page.may(Right.UPLOAD):
        current_user.input_name(page.user, page.w("history.act_by"), key="act_by", width=420)


def show_upload(page: Page, rows: list[UploadRow]) -> None:
    """One upload: its changes, its original file, and withdrawing or restoring it."""
    if not rows:
        return
    with st.container(border=True):
        st.header(page.w("history.one"), anchor=False)
        by_id = {row["upload_id"]: row for row in rows}
        chosen = by_id[
            st.selectbox(
                page.w("history.upload"),
                list(by_id),
                format_func=lambda upload: f"{upload} · {by_id[upload]['file_name']}",
                key="upload",
                width=420,
            )
        ]
        templates.show(
            "records/upload/figure_changes",
            key="changed",
            **diff.build_changes_context(page, _load_changes(page, chosen)),
        )
        kind = "restore" if chosen["is_withdrawn"] else "withdraw"
        if may_undo := page.may(Right.UNDO):
            st.text_input(page.w("history.reason"), key="reason", max_chars=300, width=420)
        with st.container(horizontal=True):
            st.download_button(
                page.w("history.original"),
                page.store.blob(chosen["raw"]),
                chosen["file_name"],
                key="original",
            )
            if may_undo:
                act = (kind, chosen["upload_id"], "reason")
                st.button(page.w(f"history.{kind}"), key=kind, on_click=_perform, args=act)


def _load_changes(page: Page, upload: UploadRow) -> Difference:
    """The figures an upload changed when it was saved."""
    facts = upload_acts.read_facts(page.store, upload["rows"])
    areas = (fact.area_id for fact in facts)
    return compare(facts, read_current_facts(page.store, upload["upload_id"] - 1, areas=areas))


def show_as_of_form(page: Page) -> None:
    """The form that shows every page as of the end of a day."""
    with st.container(border=True):
        st.header(page.w("history.looking_back"), anchor=False)
        day = st.date_input(page.w("history.day"), key="day", format="DD/MM/YYYY", max_value="today", width=220)
        if st.button(page.w("history.look"), key="look_back") and isinstance(day, date):
            found = last_commit(page.store, day_end_utc(day))
            if found is None:
                st.info(page.w("history.nothing_then"))
            else:
                st.switch_page("pages/progress/overview.py", query_params={as_of.KEY: str(found)})


def show_freeze_form(page: Page) -> None:
    """The form that names the present figures, so that they can be viewed under this name later."""
    if not page.may(Right.FREEZE):
        return
    with st.container(border=True):
        st.header(page.w("history.freezing"), anchor=False)
        st.text_input(page.w("history.freeze_name"), key="freeze_name", max_chars=120, width=420)
        st.button(page.w("history.freeze"), key="freeze", on_click=_perform, args=("freeze", None, "freeze_name"))


def show_close_year_form(page: Page) -> None:
    """The form that closes a year, or reopens a closed one."""
    if not page.may(Right.CLOSE_YEAR):
        return
    closed = read_closed_years(page.store)
    years = range(page.config.first_year, page.config.last_year + 1)
    with st.container(border=True):
        st.header(page.w("history.closing"), anchor=False)
        year = st.selectbox(
            page.w("filter.year"),
            years,
            format_func=lambda year: page.w("history.closed_year" if year in closed else "filter.of_year", year=year),
            key="year_to_close",
            width=220,
        )
        kind = "reopen_year" if year in closed else "close_year"
        st.text_input(page.w("history.decision"), key="decision", max_chars=300, width=420)
        st.button(page.w(f"history.{kind}", year=year), key=kind, on_click=_perform, args=(kind, year, "decision"))


def show_learned_names(page: Page) -> None:
    """The learned spellings of villages, each with a button to forget it."""
    known = read_learned(page.store).aliases
    names = page.basis.area_names
    if not known or not page.may(Right.UPLOAD):
        return
    with st.container(border=True):
        st.header(page.w("history.lessons"), anchor=False)
        for spelling, village in known.items():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(templates.escape_markdown(f"“{spelling}” → {names.get(village, village)}"))
                st.button(
                    page.w("history.forget"), key=f"forget {spelling}", on_click=_forget_spelling, args=(spelling,)
                )


def show_acts(page: Page) -> None:
    """Show every act, the newest first."""
    if rows := list_acts(page.store):
        templates.show("records/acts", key="acts", w=page.w, links=page.links, acts=rows)


def show_message(page: Page) -> None:
    """Show once that the last act is done."""
    if act := st.session_state.pop("act_done", None):
        st.success(page.w(f"history.done.{act}"))


ACTS: dict[str, Callable[[Store, Any, str, Actor], object]] = {
    "withdraw": lambda store, upload, reason, by: upload_acts.withdraw(store, upload, reason=reason, by=by),
    "restore": lambda store, upload, reason, by: upload_acts.restore(store, upload, reason=reason, by=by),
    "freeze": lambda store, _, name, by: upload_acts.freeze(store, name, by=by),
    "close_year": lambda store, year, reason, by: upload_acts.close_year(store, year, reason=reason, by=by),
    "reopen_year": lambda store, year, reason, by: upload_acts.reopen_year(store, year, reason=reason, by=by),
}


@defer_errors
def _forget_spelling(spelling: str) -> None:
    forget(stores.real_store(), spelling, current_user.resolve_author(st.session_state["act_by"]))


@defer_errors
def _perform(kind: str, subject: int | None, text_key: str) -> None:
    by = current_user.resolve_author(st.session_state["act_by"])
    ACTS[kind](stores.real_store(), subject, st.session_state[text_key], by)
    st.session_state["act_done"] = kind
    st.session_state[text_key] = ""
