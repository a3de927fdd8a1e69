"""Every upload and every act: what was saved, what it changed, undoing it, naming a state, closing a year."""

import streamlit as st

from learning_coverage.ui.page.declaration import Form, PageDeclaration
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.page.renderer import show
from learning_coverage.ui.records import drafts, history


def show_history(page: Page) -> None:
    """The drafts, the uploads and the acts on them."""
    history.show_message(page)
    drafts.show(page)
    uploads = history.show_uploads(page)
    history.input_author(page)
    left, right = st.columns(2, gap="medium")
    with left:
        history.show_upload(page, uploads)
        history.show_as_of_form(page)
        history.show_learned_names(page)
    with right:
        history.show_freeze_form(page)
        history.show_close_year_form(page)
    history.show_acts(page)


PAGE = PageDeclaration(
    title="menu.pages.history",
    icon=":material/history:",
    position=30,
    headline="history.title",
    contents=(Form(show_history),),
)

if __name__ == "__main__":
    show(PAGE)
