"""The forms that open and change a task, used by the tasks page and the meeting."""

from collections.abc import Sequence

import streamlit as st

from learning_coverage.access import Right
from learning_coverage.queries.rows import TaskRow
from learning_coverage.store.writes.tasks import MAX_TEXT_LENGTH, STATES, Task, change_task, open_task
from learning_coverage.ui.browser.templates import escape_markdown
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.session import current_user, stores
from learning_coverage.ui.session.errors import defer_errors

NO_TITLE = "none"
MESSAGE_KEY = "task_message"


def show_message() -> None:
    """Show the result of the last act once."""
    if message := pop_message():
        st.success(escape_markdown(message))


def pop_message() -> str | None:
    """The result of the last act, None when there is none or it is shown."""
    message: str | None = st.session_state.pop(MESSAGE_KEY, None)
    return message


def has_message() -> bool:
    """Whether the result of an act waits to be shown."""
    return MESSAGE_KEY in st.session_state


def show_new_task(page: Page, area: str | None = None, title: str | None = None, *, source: str = "") -> None:
    """The form of a new task; the cell or slide it comes from may preselect area and title.

    Tasks belong to real figures: with the sample there is a note instead of the form.
    """
    w, names = page.w, page.basis.area_names
    if not page.may(Right.TASK):
        return
    if page.is_sample:
        st.info(w("tasks.sample"))
        return
    titles = {NO_TITLE: w("tasks.no_title")} | {i.id: w.translate(i.name) for i in page.config.indicators.values()}
    key = f"task {area} {title}"
    with st.form(key, border=False):
        left, right = st.columns(2)
        for column, name, options, selected in ((left, "area", names, area), (right, "title", titles, title)):
            column.selectbox(
                w(f"tasks.{name}"),
                list(options),
                _index_of(options, selected),
                format_func=options.__getitem__,
                key=f"{key} {name}",
            )
        st.text_area(w("tasks.what"), key=f"{key} what", max_chars=MAX_TEXT_LENGTH, height=80)
        who, due, by = st.columns(3)
        who.text_input(w("tasks.who"), key=f"{key} who", max_chars=120)
        due.date_input(w("tasks.due"), None, format="DD/MM/YYYY", key=f"{key} due")
        with by:
            current_user.input_name(page.user, w("tasks.by"), key=f"{key} by")
        st.form_submit_button(w("tasks.save"), type="primary", on_click=_open_task, args=(page, key, source))


def _index_of(options: dict[str, str], key: str | None) -> int:
    return list(options).index(key) if key in options else 0


@defer_errors
def _open_task(page: Page, key: str, source: str) -> None:
    typed = {name: st.session_state[f"{key} {name}"] for name in ("area", "title", "what", "who", "due", "by")}
    indicator = None if typed["title"] == NO_TITLE else typed["title"]
    task = Task(typed["area"], typed["what"].strip(), typed["who"].strip(), indicator, typed["due"], source=source)
    open_task(stores.real_store(), page.config, task, by=current_user.resolve_author(typed["by"]))
    st.session_state[f"{key} what"] = st.session_state[f"{key} who"] = ""
    st.session_state[MESSAGE_KEY] = page.w("tasks.saved", what=task.what)


def show_change_form(page: Page, tasks: Sequence[TaskRow]) -> None:
    """The form that changes a task's state, responsible person or due date; none for figures of the past."""
    w = page.w
    if page.is_sample or page.is_past or not tasks or not page.may(Right.TASK):
        return
    by_id = {row["task_id"]: row for row in tasks}
    with st.expander(w("tasks.change")):
        chosen = st.selectbox(w("tasks.which"), list(by_id), format_func=lambda key: _format_label(page, by_id[key]))
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
                current_user.input_name(page.user, w("tasks.changed_by"), key=f"{key} by")
            st.text_input(w("tasks.remark"), max_chars=MAX_TEXT_LENGTH, key=f"{key} remark")
            st.form_submit_button(w("tasks.update"), on_click=_change_task, args=(page, chosen, row["seq"], key))


@defer_errors
def _change_task(page: Page, task_id: int, expected_seq: int, key: str) -> None:
    typed = {name: st.session_state[f"{key} {name}"] for name in ("state", "who", "due", "remark")}
    change_task(
        stores.real_store(),
        task_id,
        expected_seq=expected_seq,
        by=current_user.resolve_author(st.session_state[f"{key} by"]),
        **typed,
    )
    st.session_state[MESSAGE_KEY] = page.w("tasks.updated", task=str(task_id))


def _format_label(page: Page, row: TaskRow) -> str:
    return f"{row['task_id']} · {page.basis.area_names.get(row['area_id'], row['area_id'])} · {row['what'][:60]}"
