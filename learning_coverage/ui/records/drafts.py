"""Drafts on the history page: what each would change, publishing it, or sending it back with a reason."""

import streamlit as st

from learning_coverage.access import Act
from learning_coverage.store.writes.drafts import Draft, changes, discard, publish, waiting
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.records.upload import diff
from learning_coverage.ui.session import current_user, stores
from learning_coverage.ui.session.errors import acting

TOLD = "told_of_draft"


def draw(screen: Screen) -> None:
    """Every draft that waits; nothing where one person is enough."""
    if told := st.session_state.pop(TOLD, None):
        st.success(told)
    if not stores.config().access.two_person:
        return
    found = waiting(stores.real_store())
    st.header(screen.w("drafts.title", n=len(found)), anchor=False)
    for draft in found:
        with st.container(border=True):
            _one(screen, draft)


def _one(screen: Screen, draft: Draft) -> None:
    w, store = screen.w, stores.real_store()
    told = {"upload": draft.seq, "by": draft.by, "time": w.time(draft.at), "file": draft.file_name}
    st.markdown(templates.plain(w("drafts.told", **told)))
    templates.show(
        "changes", key=f"draft {draft.seq}", **diff.line_by_line(screen, changes(store, draft), with_new=True)
    )
    if not current_user.may(Act.PUBLISH):
        return
    key = f"draft_reason {draft.seq}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if current_user.user().name == draft.by:
            st.caption(w("drafts.own"))
        else:
            seen = (screen, draft.seq, store.head.seq)
            st.button(w("drafts.publish"), type="primary", key=f"publish {draft.seq}", on_click=_publish, args=seen)
        st.text_input(w("history.reason"), key=key, max_chars=300, width=320)
        st.button(w("drafts.discard"), key=f"discard {draft.seq}", on_click=_discard, args=(screen, draft.seq, key))


@acting
def _publish(screen: Screen, seq: int, base: int) -> None:
    receipt = publish(stores.real_store(), seq, by=current_user.user(), base=base)
    st.session_state[TOLD] = screen.w(f"drafts.done.{receipt.verdict}", upload=seq)


@acting
def _discard(screen: Screen, seq: int, key: str) -> None:
    discard(stores.real_store(), seq, reason=st.session_state[key], by=current_user.user())
    st.session_state[TOLD] = screen.w("drafts.done.discarded", upload=seq)
