"""What was agreed: who does what by when, how far it is, and whether the figures moved since."""

import streamlit as st

from learning_coverage.ui.page.choices import AREA_OR_ALL, buttons
from learning_coverage.ui.page.declaration import Call, Content, Form, PageDeclaration
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.page.renderer import show
from learning_coverage.ui.tasks import forms, tasks


def show_forms(page: Page, found: list[tasks.ListedTask]) -> None:
    """The forms to change a task and to agree on a new one."""
    forms.show_change_form(page, found)
    with st.expander(page.w("tasks.new"), expanded=tasks.is_form_requested() or not found):
        forms.show_new_task(page, *tasks.read_link(page))


PAGE = PageDeclaration(
    title="menu.pages.tasks",
    icon=":material/task_alt:",
    position=50,
    choices=(AREA_OR_ALL, buttons("tasks", ("all", "open"))),
    queries={
        "found": Call(lambda page, area, kind: tasks.load(page, area, only_open=kind == "open"), ("area", "tasks"))
    },
    headline=Call(tasks.compose_title, ("found",)),
    contents=(
        Form(lambda page: forms.show_message()),
        Content("tasks-list", "tasks/tasks", tasks.build_context, ("found",)),
        Form(show_forms, ("found",)),
    ),
)

if __name__ == "__main__":
    show(PAGE)
