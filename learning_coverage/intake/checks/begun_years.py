"""Warnings about years that have not begun: such a figure is most often a mistyped year."""

from collections.abc import Iterable
from datetime import date

from learning_coverage.facts import Fact, Problem


def check_begun_years(facts: Iterable[Fact], today: date) -> tuple[Problem, ...]:
    """A warning for each year after the calendar year of `today`, at the first row with a figure of it."""
    by_year: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.year > today.year:
            by_year.setdefault(fact.year, []).append(fact)
    return tuple(_warn(year, by_year[year], today) for year in sorted(by_year))


def _warn(year: int, facts: list[Fact], today: date) -> Problem:
    details = {"year": year, "n": len(facts), "this_year": str(today.year)}
    return Problem("warning", "year_not_begun", min(fact.row for fact in facts), value=str(year), details=details)
