"""Content of the tasks page: what was agreed with whom, its state, and whether the figures changed since."""

from typing import Any

import streamlit as st

from learning_coverage.access import Right
from learning_coverage.queries import tasks as task_queries
from learning_coverage.queries.rows import TaskEventRow, TaskRow
from learning_coverage.ui.page.frame import Page
from learning_coverage.wording import today


class ListedTask(TaskRow):
    """A task with every change of it, the first first."""

    history: list[TaskEventRow]


def load(page: Page, area: str | None = None, *, only_open: bool = False) -> list[ListedTask]:
    """The tasks of an area or of all, the overdue first, each with its `history`; none for guests."""
    if not page.may(Right.SEE):  # tasks name persons: not for guests
        return []
    found = task_queries.tasks(page.figures, today(), area=area, only_open=only_open)
    return [{**row, "history": task_queries.history(page.figures, row["task_id"])} for row in found]


def compose_title(page: Page, found: list[ListedTask]) -> str:
    """The title sentence: how many tasks are open, and how many of them overdue."""
    if not found:
        return page.w("tasks.finding.none")
    overdue = len([row for row in found if row["is_overdue"]])
    n = len([row for row in found if row["is_open"]])
    return page.w("tasks.finding.overdue" if overdue else "tasks.finding.open", n=n, overdue=overdue)


def build_context(page: Page, found: list[ListedTask]) -> dict[str, Any]:
    """Values of the template `tasks/tasks`."""
    return {"w": page.w, "indicators": page.config.indicators, "names": page.basis.area_names, "tasks": found}


def read_link(page: Page) -> tuple[str | None, str | None]:
    """Area and indicator that a link to a new task names; None where it names none."""
    area, title = st.query_params.get("village"), st.query_params.get("title")
    return area if area in page.basis.area_names else None, title if title in page.config.indicators else None


def is_form_requested() -> bool:
    """Whether the link asks for the form of a new task."""
    return "new" in st.query_params
