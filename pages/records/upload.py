"""From a file to figures: choose, understand, check, see what changes, save."""

import streamlit as st

from learning_coverage.access import Right
from learning_coverage.ui.page.declaration import Form, Heading, PageDeclaration
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.page.renderer import show
from learning_coverage.ui.records import manual_entry
from learning_coverage.ui.records.upload import steps


def show_upload(page: Page) -> None:
    """The steps from the chosen files to the receipts."""
    steps_slot = st.container()
    steps.show_receipts(page)
    files = steps.choose_files(page)
    with steps_slot:
        steps.show_steps(page, files)
    steps.show_preview(page, files)
    steps.show_save_form(page, files)
    manual_entry.show(page)


PAGE = PageDeclaration(
    title="menu.pages.upload",
    icon=":material/upload_file:",
    position=20,
    right=Right.UPLOAD,
    headline="upload.title",
    contents=(
        Form(show_upload),
        Heading("upload.templates"),
        Form(steps.show_template_downloads),
        Form(steps.show_leave_sample),
    ),
)

if __name__ == "__main__":
    show(PAGE)
