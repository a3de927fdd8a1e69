"""What was agreed to be done, and whether the figures moved since."""

import datetime

import pandas as pd

from learning_coverage.queries.query import Queryable


def tasks(
    figures: Queryable,
    today: datetime.date,
    *,
    area: str | None = None,
    indicator: str | None = None,
    only_open: bool = False,
) -> pd.DataFrame:
    """The tasks, the overdue first, then by the day they are due."""
    return figures.query("tasks", today=today, area=area, indicator=indicator, only_open=only_open)


def history(figures: Queryable, task_id: int) -> pd.DataFrame:
    """Everything that happened to a task, the first first."""
    return figures.query("task_history", task_id=task_id)
