"""Tables of what was agreed: quotas in force and open tasks."""

import datetime

from learning_coverage.config import Indicator
from learning_coverage.content.basis import Basis
from learning_coverage.content.table import Column, Table
from learning_coverage.queries import quotas as quota_asked
from learning_coverage.queries import tasks as task_asked
from learning_coverage.queries.rows import QuotaResultRow, TaskRow


def tabulate_quotas(basis: Basis, title: Indicator, year: int) -> Table | None:
    """A row per village with a quota in force, a column per year after `year`; None where none is in force."""
    w, quota_rows = basis.w, quota_asked.results(basis.figures, title.id)
    cells = {(row["area_id"], row["year"]): int(row["units"]) for row in quota_rows if row["year"] > year}
    if not cells:
        return None
    names = {row["area_id"]: row["area_name"] for row in quota_rows}
    sums = {
        (row["area_id"], row["year"]): int(row["units"])
        for row in quota_asked.sums(basis.figures, year, title.id, cells)
    }
    years = sorted({of for _, of in cells})
    rows = tuple(
        (name, *(cells.get((area, of)) for of in years), sums[area, None])
        for area, name in names.items()
        if any((area, of) in cells for of in years)
    )
    columns = (w("filter.village"), *map(str, years), w("paper.sum"))
    return Table(
        f"quotas-{title.id}",
        w("paper.quotas", title=w.translate(title.name), unit=w.unit(title.unit, None)),
        tuple(Column(label, is_number=place > 0) for place, label in enumerate(columns)),
        rows,
        (w("paper.sum"), *(sums[None, of] for of in years), sums[None, None]),
        tuple(
            w("paper.decision", number=number, date=w.date(day)) for _, number, day in _list_decisions(quota_rows, year)
        ),
    )


def _list_decisions(rows: list[QuotaResultRow], year: int) -> list[tuple[int, str, datetime.date]]:
    return sorted({(row["seq"], row["number"], row["decided_on"]) for row in rows if row["year"] > year})


def tabulate_tasks(basis: Basis, today: datetime.date) -> Table:
    """A row per open task, the overdue first."""
    return _tabulate(basis, task_asked.tasks(basis.figures, today, only_open=True))


def tabulate_tasks_by_area(basis: Basis, today: datetime.date) -> dict[str, Table]:
    """The open tasks of every area that has any."""
    by_area: dict[str, list[TaskRow]] = {}
    for row in task_asked.tasks(basis.figures, today, only_open=True):
        by_area.setdefault(row["area_id"], []).append(row)
    return {area: _tabulate(basis, rows) for area, rows in by_area.items()}


def _tabulate(basis: Basis, task_rows: list[TaskRow]) -> Table:
    w, names = basis.w, basis.area_names
    columns = ("area", "title", "what", "who", "due", "state")
    rows = tuple(
        (
            names.get(row["area_id"], row["area_id"]),
            w.translate(basis.config.indicators[row["indicator_id"]].name) if row["indicator_id"] else None,
            row["what"],
            row["who"],
            _format_due(basis, row),
            w(f"tasks.states.{row['state']}"),
        )
        for row in task_rows
    )
    return Table("tasks", w("paper.tasks"), tuple(Column(w(f"tasks.{column}")) for column in columns), rows)


def _format_due(basis: Basis, row: TaskRow) -> str | None:
    if row["due"] is None:
        return None
    day = basis.w.date(row["due"])
    return f"{day} ({basis.w('tasks.overdue').lower()})" if row["is_overdue"] else day
