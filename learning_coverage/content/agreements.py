"""Tables of quotas in force and open tasks."""

import datetime

from learning_coverage.config import Indicator
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.table import Column, Table
from learning_coverage.queries import quotas as quota_queries
from learning_coverage.queries.rows import QuotaResultRow, TaskRow


def list_quotas(answers: Answers) -> list[tuple[Indicator, Table]]:
    """Each title with quotas in force after the year: a row per village, a column per year."""
    titles = answers.basis.config.titles
    return [(title, table) for title in titles if (table := _tabulate_quotas(answers.basis, title, answers.year))]


def _tabulate_quotas(basis: Basis, title: Indicator, year: int) -> Table | None:
    w, quota_rows = basis.w, quota_queries.results(basis.figures, title.id)
    cells = {(row["area_id"], row["year"]): int(row["units"]) for row in quota_rows if row["year"] > year}
    if not cells:
        return None
    names = {row["area_id"]: row["area_name"] for row in quota_rows}
    sums = {
        (row["area_id"], row["year"]): int(row["units"])
        for row in quota_queries.sums(basis.figures, year, title.id, cells)
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


def tabulate_tasks(answers: Answers, area: str | None = None) -> Table | None:
    """A row per open task of an area or of all, the overdue first; None without any."""
    task_rows = [row for row in answers.open_tasks if area in (None, row["area_id"])]
    return _tabulate_tasks(answers.basis, task_rows) if task_rows else None


def _tabulate_tasks(basis: Basis, task_rows: list[TaskRow]) -> Table:
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
