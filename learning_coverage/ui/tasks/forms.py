"""Opening a task and telling how far it has come; the same form on the page of tasks and in a meeting."""

from typing import Any

import streamlit as st

from learning_coverage.access import Act
from learning_coverage.store.writes.tasks import LONGEST, STATES, Task, change_task, open_task
from learning_coverage.ui.browser.templates import plain
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.session import current_user as you  # `who` is whom a task is given to
from learning_coverage.ui.session import stores
from learning_coverage.ui.session.errors import acting

NO_TITLE = "none"
TOLD = "told_of_task"


def outcome() -> None:
    """Say what the last act came to."""
    if words := told():
        st.success(plain(words))


def told() -> str | None:
    """What the last act came to, once."""
    words: str | None = st.session_state.pop(TOLD, None)
    return words


def is_done() -> bool:
    """Whether an act has something to tell."""
    return TOLD in st.session_state


def form(screen: Screen, area: str | None = None, title: str | None = None, *, source: str = "") -> None:
    """Agree on a task; the area and the title may be given by the cell or the slide it comes from.

    Tasks are kept beside real figures only; the sample is gone with the first upload.
    """
    w, names = screen.w, screen.area_names
    if not you.may(Act.TASK):
        return
    if screen.is_sample:
        st.info(w("tasks.sample"))
        return
    titles = {NO_TITLE: w("tasks.no_title")} | {i.id: w.of(i.name) for i in screen.config.indicators.values()}
    key = f"task {area} {title}"
    with st.form(key, border=False):
        left, right = st.columns(2)
        for place, name, options, wanted in ((left, "area", names, area), (right, "title", titles, title)):
            place.selectbox(
                w(f"tasks.{name}"),
                list(options),
                _place(options, wanted),
                format_func=options.__getitem__,
                key=f"{key} {name}",
            )
        st.text_area(w("tasks.what"), key=f"{key} what", max_chars=LONGEST, height=80)
        who, due, by = st.columns(3)
        who.text_input(w("tasks.who"), key=f"{key} who", max_chars=120)
        due.date_input(w("tasks.due"), None, format="DD/MM/YYYY", key=f"{key} due")
        with by:
            you.asked(w("tasks.by"), key=f"{key} by")
        st.form_submit_button(w("tasks.save"), type="primary", on_click=_open, args=(screen, key, source))


def _place(options: dict[str, str], wanted: str | None) -> int:
    return list(options).index(wanted) if wanted in options else 0


@acting
def _open(screen: Screen, key: str, source: str) -> None:
    typed = {name: st.session_state[f"{key} {name}"] for name in ("area", "title", "what", "who", "due", "by")}
    about = None if typed["title"] == NO_TITLE else typed["title"]
    task = Task(typed["area"], typed["what"].strip(), typed["who"].strip(), about, typed["due"], source=source)
    open_task(stores.real_store(), screen.config, task, by=you.acting(typed["by"]))
    st.session_state[f"{key} what"] = st.session_state[f"{key} who"] = ""
    st.session_state[TOLD] = screen.w("tasks.saved", what=task.what)


def changing(screen: Screen, found: list[dict[str, Any]]) -> None:
    """Tell how far a task has come, give it to somebody else, or another day; looking back nothing is changed."""
    w = screen.w
    is_present = screen.figures.as_of == stores.real_store().head.seq
    if screen.is_sample or not is_present or not found or not you.may(Act.TASK):
        return
    by_id = {row["task_id"]: row for row in found}
    with st.expander(w("tasks.change")):
        chosen = st.selectbox(w("tasks.which"), list(by_id), format_func=lambda key: _told(screen, by_id[key]))
        row = by_id[chosen]
        key = f"change {chosen} {row['seq']}"
        with st.form(key, border=False):
            state, who, due, by = st.columns(4)
            state.selectbox(
                w("tasks.state"),
                STATES,
                STATES.index(row["state"]),
                format_func=lambda state: w(f"tasks.states.{state}"),
                key=f"{key} state",
            )
            who.text_input(w("tasks.who"), row["who"], max_chars=120, key=f"{key} who")
            due.date_input(w("tasks.due"), row["due"], format="DD/MM/YYYY", key=f"{key} due")
            with by:
                you.asked(w("tasks.changed_by"), key=f"{key} by")
            st.text_input(w("tasks.remark"), max_chars=LONGEST, key=f"{key} remark")
            st.form_submit_button(w("tasks.update"), on_click=_change, args=(screen, chosen, row["seq"], key))


@acting
def _change(screen: Screen, task_id: int, seen: int, key: str) -> None:
    typed = {name: st.session_state[f"{key} {name}"] for name in ("state", "who", "due", "remark")}
    change_task(stores.real_store(), task_id, seen=seen, by=you.acting(st.session_state[f"{key} by"]), **typed)
    st.session_state[TOLD] = screen.w("tasks.updated", task=str(task_id))


def _told(screen: Screen, row: dict[str, Any]) -> str:
    return f"{row['task_id']} · {screen.area_names.get(row['area_id'], row['area_id'])} · {row['what'][:60]}"
