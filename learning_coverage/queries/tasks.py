"""What was agreed to be done, and whether the figures moved since."""

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
    """The tasks, the overdue first, then by the day they are due."""
    return to_rows(figures.query("tasks", today=today, area=area, indicator=indicator, only_open=only_open), TaskRow)


def history(figures: Queryable, task_id: int) -> list[TaskEventRow]:
    """Everything that happened to a task, the first first."""
    return to_rows(figures.query("task_history", task_id=task_id), TaskEventRow)
