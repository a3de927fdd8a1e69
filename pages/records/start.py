"""The first use: the commune and its villages, the targets, the first file."""

import streamlit as st

from learning_coverage.access import Right
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.declaration import Content, Form, Heading, PageDeclaration
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.page.renderer import show
from learning_coverage.ui.records import start
from learning_coverage.ui.records.upload import steps


def show_targets(page: Page) -> None:
    """The targets of the configuration."""
    st.markdown(page.w("start.targets"))
    templates.show("records/targets", key="targets", w=page.w, indicators=page.config.indicators)


def show_upload(page: Page) -> None:
    """The templates to fill in, and the way to the page of uploads."""
    st.markdown(page.w("start.upload"))
    steps.show_template_downloads(page)
    st.page_link("pages/records/upload.py", label=page.w("start.go"), icon=":material/upload_file:")


PAGE = PageDeclaration(
    title="menu.pages.start",
    icon=":material/signpost:",
    position=10,
    right=Right.CONFIGURE,
    exists_in_tree=False,
    headline="start.title",
    contents=(
        Content("steps", "records/start_steps", start.build_steps_context),
        Heading("start.steps.commune"),
        Form(start.show_commune_form),
        Heading("start.steps.targets"),
        Form(show_targets),
        Heading("start.steps.upload"),
        Form(show_upload),
    ),
)

if __name__ == "__main__":
    show(PAGE)
