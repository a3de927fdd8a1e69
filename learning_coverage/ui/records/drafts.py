"""Drafts on the history page: what each would change, publishing it, or discarding it with a reason."""

import streamlit as st

from learning_coverage import wording
from learning_coverage.access import Right
from learning_coverage.store.writes.drafts import Draft, discard, list_drafts, preview_changes, publish
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.records.upload import diff
from learning_coverage.ui.session import current_user, stores
from learning_coverage.ui.session.errors import defer_errors

MESSAGE_KEY = "draft_message"


def show(page: Page) -> None:
    """Show every pending draft; nothing when one person is enough."""
    if message := st.session_state.pop(MESSAGE_KEY, None):
        st.success(message)
    if not page.config.access.two_person:
        return
    found = list_drafts(page.store)
    st.header(page.w("drafts.title", n=len(found)), anchor=False)
    for draft in found:
        with st.container(border=True):
            _show_draft(page, draft)


def _show_draft(page: Page, draft: Draft) -> None:
    w, store = page.w, page.store
    words = {"upload": draft.seq, "by": draft.by, "time": w.time(draft.at), "file": draft.file_name}
    st.markdown(templates.escape_markdown(w("drafts.told", **words)))
    change = preview_changes(store, draft)
    this_year = wording.today().year
    for year in sorted({fact.year for fact in change.new_facts if fact.year > this_year}):
        st.warning(w("upload.not_begun", year=year, this_year=str(this_year)))
    templates.show(
        "records/upload/figure_changes",
        key=f"draft {draft.seq}",
        **diff.build_changes_context(page, change, with_new=True),
    )
    if not page.may(Right.PUBLISH):
        return
    key = f"draft_reason {draft.seq}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if page.user.name == draft.by:
            st.caption(w("drafts.own"))
        else:
            args = (page, draft.seq, store.head.seq)
            st.button(w("drafts.publish"), type="primary", key=f"publish {draft.seq}", on_click=_publish, args=args)
        st.text_input(w("history.reason"), key=key, max_chars=300, width=320)
        st.button(w("drafts.discard"), key=f"discard {draft.seq}", on_click=_discard, args=(page, draft.seq, key))


@defer_errors
def _publish(page: Page, seq: int, base: int) -> None:
    receipt = publish(stores.real_store(), seq, by=current_user.user(), base=base)
    st.session_state[MESSAGE_KEY] = page.w(f"drafts.done.{receipt.verdict}", upload=seq)


@defer_errors
def _discard(page: Page, seq: int, key: str) -> None:
    discard(stores.real_store(), seq, reason=st.session_state[key], by=current_user.user())
    st.session_state[MESSAGE_KEY] = page.w("drafts.done.discarded", upload=seq)
