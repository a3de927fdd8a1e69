"""Tasks and whether the figures changed since they were opened."""

import datetime

from learning_coverage.queries.query import Queryable, to_rows
from learning_coverage.queries.rows import TaskEventRow, TaskRow


def tasks(
    figures: Queryable,
    today: datetime.date,
    *,
    area: str | None = None,
    indicator: str | None = None,
    only_open: bool = False,
) -> list[TaskRow]:
    """One row per task: open ones first, overdue before the others, then by due date."""
    return to_rows(figures.query("tasks", today=today, area=area, indicator=indicator, only_open=only_open), TaskRow)


def history(figures: Queryable, task_id: int) -> list[TaskEventRow]:
    """One row per change of a task, the first first."""
    return to_rows(figures.query("task_history", task_id=task_id), TaskEventRow)
