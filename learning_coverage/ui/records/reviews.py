"""Reviews of data check findings: a dialog with a name and a note, and the list of reviewed findings."""

from collections.abc import Sequence

import streamlit as st

from learning_coverage.access import Right
from learning_coverage.data_checks import Finding
from learning_coverage.store.writes.reviews import Subject, reopen, review
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.records.quality import QualityFindings
from learning_coverage.ui.session import current_user, errors, stores
from learning_coverage.ui.session.errors import defer_errors

FINDING_KEY, REVIEWER_KEY, NOTE_KEY, REOPENED_BY_KEY = "doubt", "reviewer", "review_note", "reopened_by"
SAVED_REVIEWER_KEY, MESSAGE_KEY = "last_reviewer", "review_done"


def can_review(page: Page) -> bool:
    """Whether findings can be reviewed here: real figures of the present, and a user with the right."""
    return not page.is_sample and not page.is_past and page.may(Right.REVIEW)


def show_message(page: Page) -> None:
    """Show that the last act is done, or why findings cannot be reviewed here."""
    if message := st.session_state.pop(MESSAGE_KEY, None):
        st.success(page.w(f"quality.review.{message}"))
    if page.is_sample or page.is_past:
        st.caption(page.w("quality.review.sample" if page.is_sample else "quality.review.past"))


def show_dialog(page: Page, findings: QualityFindings) -> None:
    """The dialog of the finding whose link was clicked, until it is reviewed or the dialog is closed."""
    if wanted := st.query_params.pop(FINDING_KEY, None):
        st.session_state[FINDING_KEY] = wanted
    wanted = st.session_state.get(FINDING_KEY)
    chosen = next((finding for finding in findings.open_findings if finding.id == wanted), None)
    if chosen is None or not can_review(page):
        _close_dialog()
        return
    st.dialog(page.w("quality.review.title"), on_dismiss=_close_dialog)(_show_form)(page, chosen)


def _show_form(page: Page, finding: Finding) -> None:
    """The content of the dialog. A click here runs the dialog alone, so it shows its own errors."""
    if MESSAGE_KEY in st.session_state:
        st.rerun()
    st.markdown(templates.escape_markdown(finding.message(page.config, page.w)))
    current_user.input_name(
        page.user, page.w("quality.review.by"), st.session_state.get(SAVED_REVIEWER_KEY, ""), key=REVIEWER_KEY
    )
    example = page.w("quality.review.note_example")
    st.text_area(page.w("quality.review.note"), key=NOTE_KEY, max_chars=300, placeholder=example)
    label = page.w("quality.review.mark")
    st.button(label, key="mark_reviewed", type="primary", on_click=_mark_reviewed, args=(finding.subject,))
    if refused := st.session_state.pop(errors.ERROR_KEY, None):
        st.error(templates.escape_markdown(refused))


@defer_errors
def _mark_reviewed(subject: Subject) -> None:
    by = st.session_state[REVIEWER_KEY]
    review(stores.real_store(), subject, by=current_user.resolve_author(by), note=st.session_state[NOTE_KEY])
    st.session_state[SAVED_REVIEWER_KEY], st.session_state[MESSAGE_KEY] = by.strip(), "done"
    _close_dialog()


@defer_errors
def _reopen(subject: Subject) -> None:
    by = st.session_state[REOPENED_BY_KEY]
    reopen(stores.real_store(), subject, by=current_user.resolve_author(by))
    st.session_state[SAVED_REVIEWER_KEY], st.session_state[MESSAGE_KEY] = by.strip(), "reopened"


def _close_dialog() -> None:
    st.session_state.pop(FINDING_KEY, None)


def show_reviewed(page: Page, findings: Sequence[Finding]) -> None:
    """The reviewed findings, each with its reviewer and note; each can be reopened."""
    if not findings:
        return
    with st.expander(page.w("quality.review.seen", n=len(findings))):
        if can_review(page):
            by = page.w("quality.review.reopened_by")
            current_user.input_name(
                page.user, by, st.session_state.get(SAVED_REVIEWER_KEY, ""), key=REOPENED_BY_KEY, width=420
            )
        for finding in findings:
            _show_reviewed_finding(page, finding)


def _show_reviewed_finding(page: Page, finding: Finding) -> None:
    assert finding.review is not None
    review_note = finding.review
    caption = page.w("quality.review.told", by=review_note.by, time=page.w.time(review_note.at), note=review_note.note)
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container():
            st.markdown(templates.escape_markdown(finding.message(page.config, page.w)))
            st.caption(templates.escape_markdown(caption))
        if can_review(page):
            label = page.w("quality.review.reopen")
            st.button(label, key=f"reopen {finding.id}", on_click=_reopen, args=(finding.subject,))
