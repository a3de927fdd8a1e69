"""Every target of the plan: both milestones, where the commune stands, who is responsible; and its yearly figures."""

import streamlit as st

from learning_coverage.access import Right
from learning_coverage.ui.page.choices import YEAR
from learning_coverage.ui.page.declaration import Call, Content, Form, PageDeclaration
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.page.renderer import show
from learning_coverage.ui.progress import programme
from learning_coverage.ui.records import manual_entry


def show_form(page: Page, year: int) -> None:
    """The form for the figures of the commune as a whole."""
    with st.expander(page.w("programme.enter")):
        manual_entry.show_commune(page, year)


PAGE = PageDeclaration(
    title="menu.pages.programme",
    icon=":material/checklist:",
    position=60,
    right=Right.SEE_PUBLISHED,
    choices=(YEAR,),
    queries={"targets": Call(programme.load, ("year",))},
    headline=Call(programme.compose_title, ("targets", "year")),
    has_source_line=True,
    contents=(
        Content("line", "progress/programme_timeline", programme.build_timeline_context, ("year",)),
        Content("programme", "progress/programme", programme.build_context, ("targets", "year")),
        Content("plans", "progress/programme_plans", programme.build_plans_context, ("year",)),
        Content("who", "progress/programme_responsible", programme.build_responsible_context),
        Form(show_form, ("year",)),
    ),
)

if __name__ == "__main__":
    show(PAGE)
