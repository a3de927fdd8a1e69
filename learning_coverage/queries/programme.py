"""Every target of the plan."""

from learning_coverage.queries.query import Queryable, to_rows
from learning_coverage.queries.rows import PlanRow, ProgrammeRow


def programme(figures: Queryable, year: int) -> list[ProgrammeRow]:
    """Where each indicator of the plan stands, by its latest figure."""
    return to_rows(figures.query("programme", year=year), ProgrammeRow)


def plans(figures: Queryable, year: int) -> list[PlanRow]:
    """Every plan's targets against the commune's, or the group's, latest figures."""
    return to_rows(figures.query("plans", year=year), PlanRow)
