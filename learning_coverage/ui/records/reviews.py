"""Marking a doubt as looked into: a dialog with a name and a note, and the list of what was looked into."""

from collections.abc import Sequence

import streamlit as st

from learning_coverage.access import Act
from learning_coverage.data_checks import Doubt
from learning_coverage.store.writes.reviews import Subject, reopen, review
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.records.quality import Board
from learning_coverage.ui.session import current_user, errors, stores
from learning_coverage.ui.session.errors import acting

KEY, BY, NOTE, BACK_BY = "doubt", "reviewer", "review_note", "reopened_by"
KEPT, DONE = "reviewer_kept", "review_done"


def may_mark(screen: Screen) -> bool:
    """Only real figures of the present can be marked, by those who may."""
    return not screen.is_sample and not _is_past(screen) and current_user.may(Act.REVIEW)


def _is_past(screen: Screen) -> bool:
    return screen.figures.as_of != stores.store().head.seq


def outcome(screen: Screen) -> None:
    """That the last act was done, or why nothing can be marked here."""
    if done := st.session_state.pop(DONE, None):
        st.success(screen.w(f"quality.review.{done}"))
    if screen.is_sample or _is_past(screen):
        st.caption(screen.w("quality.review.sample" if screen.is_sample else "quality.review.past"))


def asked(screen: Screen, board: Board) -> None:
    """The dialog for the doubt whose link was clicked; it stays until the mark is made or it is closed."""
    if wanted := st.query_params.pop(KEY, None):
        st.session_state[KEY] = wanted
    chosen = next((doubt for doubt in board.open if doubt.id == st.session_state.get(KEY)), None)
    if chosen is None or not may_mark(screen):
        _close()
        return
    st.dialog(screen.w("quality.review.title"), on_dismiss=_close)(_form)(screen, chosen)


def _form(screen: Screen, doubt: Doubt) -> None:
    """A click here runs the dialog alone, so it tells its own refusals and wakes the page when the mark is made."""
    if DONE in st.session_state:
        st.rerun()
    st.markdown(templates.plain(doubt.sentence(screen.config, screen.w)))
    current_user.asked(screen.w("quality.review.by"), st.session_state.get(KEPT, ""), key=BY)
    example = screen.w("quality.review.note_example")
    st.text_area(screen.w("quality.review.note"), key=NOTE, max_chars=300, placeholder=example)
    marking = screen.w("quality.review.mark")
    st.button(marking, key="mark_reviewed", type="primary", on_click=_mark, args=(doubt.subject,))
    if refused := st.session_state.pop(errors.KEY, None):
        st.error(templates.plain(refused))


@acting
def _mark(subject: Subject) -> None:
    by = st.session_state[BY]
    review(stores.real_store(), subject, by=current_user.acting(by), note=st.session_state[NOTE])
    st.session_state[KEPT], st.session_state[DONE] = by.strip(), "done"
    _close()


@acting
def _reopen(subject: Subject) -> None:
    by = st.session_state[BACK_BY]
    reopen(stores.real_store(), subject, by=current_user.acting(by))
    st.session_state[KEPT], st.session_state[DONE] = by.strip(), "reopened"


def _close() -> None:
    st.session_state.pop(KEY, None)


def seen(screen: Screen, doubts: Sequence[Doubt]) -> None:
    """What was looked into, by whom and with what result; each can be opened again."""
    if not doubts:
        return
    with st.expander(screen.w("quality.review.seen", n=len(doubts))):
        if may_mark(screen):
            by = screen.w("quality.review.reopened_by")
            current_user.asked(by, st.session_state.get(KEPT, ""), key=BACK_BY, width=420)
        for doubt in doubts:
            _one_seen(screen, doubt)


def _one_seen(screen: Screen, doubt: Doubt) -> None:
    assert doubt.review is not None
    made = doubt.review
    told = screen.w("quality.review.told", by=made.by, time=screen.w.time(made.at), note=made.note)
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container():
            st.markdown(templates.plain(doubt.sentence(screen.config, screen.w)))
            st.caption(templates.plain(told))
        if may_mark(screen):
            reopening = screen.w("quality.review.reopen")
            st.button(reopening, key=f"reopen {doubt.id}", on_click=_reopen, args=(doubt.subject,))
