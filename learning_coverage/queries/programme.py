"""Targets of the plan with the latest figures."""

from learning_coverage.queries.query import Queryable, to_rows
from learning_coverage.queries.rows import AimRow, PlanRow, ProgrammeRow


def programme(figures: Queryable, year: int) -> list[ProgrammeRow]:
    """One row per indicator of the plan: the commune's latest figure up to the year, or the year without a figure."""
    return to_rows(figures.query("programme", year=year), ProgrammeRow)


def plans(figures: Queryable, year: int) -> list[PlanRow]:
    """One row per plan, indicator and milestone: the target, and whether the area of the plan meets it."""
    return to_rows(figures.query("plans", year=year), PlanRow)


def aims(figures: Queryable, year: int) -> list[AimRow]:
    """One row per indicator of the plan: its first milestone after the year, and the units the commune misses of it by
    its latest figure up to the year.
    """
    return to_rows(figures.query("aims", year=year), AimRow)
