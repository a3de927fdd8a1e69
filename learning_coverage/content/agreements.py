"""Tables of what was agreed: quotas in force and open tasks."""

import datetime
from typing import Any

from learning_coverage.config import Indicator
from learning_coverage.content.basis import Basis
from learning_coverage.content.table import Column, Table
from learning_coverage.queries import quotas as quota_asked
from learning_coverage.queries import records
from learning_coverage.queries import tasks as task_asked

Row = dict[str, Any]


def quotas(basis: Basis, title: Indicator, year: int) -> Table | None:
    """A row per village with a quota in force, a column per year after `year`; None where none is in force."""
    w, found = basis.w, records(quota_asked.results(basis.figures, title.id))
    cells = {(row["area_id"], row["year"]): int(row["units"]) for row in found if row["year"] > year}
    if not cells:
        return None
    names = {row["area_id"]: row["area_name"] for row in found}
    summed = {
        (row["area_id"], row["year"]): int(row["units"])
        for row in records(quota_asked.sums(basis.figures, year, title.id, cells))
    }
    years = sorted({of for _, of in cells})
    rows = tuple(
        (name, *(cells.get((area, of)) for of in years), summed[area, None])
        for area, name in names.items()
        if any((area, of) in cells for of in years)
    )
    columns = (w("filter.village"), *map(str, years), w("paper.sum"))
    return Table(
        f"quotas-{title.id}",
        w("paper.quotas", title=w.of(title.name), unit=w.unit(title.unit, None)),
        tuple(Column(label, is_number=place > 0) for place, label in enumerate(columns)),
        rows,
        (w("paper.sum"), *(summed[None, of] for of in years), summed[None, None]),
        tuple(w("paper.decision", number=number, date=w.date(day)) for _, number, day in _decisions(found, year)),
    )


def _decisions(found: list[Row], year: int) -> list[tuple[int, str, datetime.date]]:
    return sorted({(row["seq"], row["number"], row["decided_on"]) for row in found if row["year"] > year})


def tasks(basis: Basis, today: datetime.date) -> Table:
    """A row per open task, the overdue first."""
    return _tasks(basis, records(task_asked.tasks(basis.figures, today, only_open=True)))


def tasks_by_area(basis: Basis, today: datetime.date) -> dict[str, Table]:
    """The open tasks of every area that has any."""
    found: dict[str, list[Row]] = {}
    for row in records(task_asked.tasks(basis.figures, today, only_open=True)):
        found.setdefault(row["area_id"], []).append(row)
    return {area: _tasks(basis, rows) for area, rows in found.items()}


def _tasks(basis: Basis, found: list[Row]) -> Table:
    w, names = basis.w, basis.area_names
    columns = ("area", "title", "what", "who", "due", "state")
    rows = tuple(
        (
            names.get(row["area_id"], row["area_id"]),
            w.of(basis.config.indicators[row["indicator_id"]].name) if row["indicator_id"] else None,
            row["what"],
            row["who"],
            _due(basis, row),
            w(f"tasks.states.{row['state']}"),
        )
        for row in found
    )
    return Table("tasks", w("paper.tasks"), tuple(Column(w(f"tasks.{column}")) for column in columns), rows)


def _due(basis: Basis, row: Row) -> str | None:
    if row["due"] is None:
        return None
    day = basis.w.date(row["due"])
    return f"{day} ({basis.w('tasks.overdue').lower()})" if row["is_overdue"] else day
