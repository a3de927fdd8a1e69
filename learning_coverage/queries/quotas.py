"""Who is to have how much recognised by when, and what came of it."""

from collections.abc import Mapping

import pandas as pd

from learning_coverage.queries.query import Asked

VILLAGES, COMMUNE_ONLY = "villages", "commune"
GOALS = (VILLAGES, COMMUNE_ONLY)  # every village to its own target, or just the commune to its own
Cells = Mapping[tuple[str, int], int]  # units by village and year


def needs(figures: Asked, year: int, indicator: str, goal: str) -> pd.DataFrame:
    """What each village misses to the last milestone and how much of it is allotted, then the commune."""
    return figures.ask("quota_needs", year=year, indicator=indicator, goal=goal)


def proposed(figures: Asked, year: int, indicator: str, goal: str) -> pd.DataFrame:
    """What is allotted, spread over the years left."""
    return figures.ask("quotas", year=year, indicator=indicator, goal=goal)


def sums(figures: Asked, year: int, indicator: str, cells: Cells) -> pd.DataFrame:
    """The sums of cells by village, by year and of all, and what they mean for the milestone."""
    areas, years = [area for area, _ in cells], [of for _, of in cells]
    units = list(cells.values())
    return figures.ask("quota_sums", year=year, indicator=indicator, areas=areas, years=years, units=units)


def results(figures: Asked, indicator: str) -> pd.DataFrame:
    """The quotas in force and what came of them."""
    return figures.ask("quota_results", indicator=indicator)


def decisions(figures: Asked, indicator: str) -> pd.DataFrame:
    """Every decision about a title's quotas, the newest first."""
    return figures.ask("quota_decisions", indicator=indicator)
