"""What the page of tasks shows: what was agreed with whom, how far it has come, and whether the figures moved."""

from typing import Any

import streamlit as st

from learning_coverage.access import Act
from learning_coverage.queries import records
from learning_coverage.queries import tasks as asked
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.session import current_user
from learning_coverage.wording import today

Row = dict[str, Any]


def rows(screen: Screen, area: str | None = None, *, only_open: bool = False) -> list[Row]:
    """The tasks of an area or of all, the overdue first, each with its history."""
    if not current_user.may(Act.SEE):  # what was agreed with whom is not for guests
        return []
    found = records(asked.tasks(screen.figures, today(), area=area, only_open=only_open))
    return [{**row, "history": records(asked.history(screen.figures, row["task_id"]))} for row in found]


def sentence(screen: Screen, found: list[Row]) -> str:
    """The finding: how many are open, how many of them overdue."""
    if not found:
        return screen.w("tasks.finding.none")
    overdue = len([row for row in found if row["is_overdue"]])
    n = len([row for row in found if row["is_open"]])
    return screen.w("tasks.finding.overdue" if overdue else "tasks.finding.open", n=n, overdue=overdue)


def content(screen: Screen, found: list[Row]) -> dict[str, Any]:
    """The values of the template `tasks`."""
    return {"w": screen.w, "indicators": screen.config.indicators, "names": screen.area_names, "tasks": found}


def asked_for(screen: Screen) -> tuple[str | None, str | None]:
    """The area and the title that a link to a new task names."""
    area, title = st.query_params.get("village"), st.query_params.get("title")
    return area if area in screen.area_names else None, title if title in screen.config.indicators else None


def is_new() -> bool:
    """Whether a link asks for the form."""
    return "new" in st.query_params
