"""Who is to have how much recognised by when, and what came of it."""

from collections.abc import Mapping

import pandas as pd

from learning_coverage.queries.query import Queryable

VILLAGES, COMMUNE_ONLY = "villages", "commune"
GOALS = (VILLAGES, COMMUNE_ONLY)  # every village to its own target, or just the commune to its own
QuotaCells = Mapping[tuple[str, int], int]  # units by village and year


def needs(figures: Queryable, year: int, indicator: str, goal: str) -> pd.DataFrame:
    """What each village misses to the last milestone and how much of it is allotted, then the commune."""
    return figures.query("quota_needs", year=year, indicator=indicator, goal=goal)


def proposal(figures: Queryable, year: int, indicator: str, goal: str) -> pd.DataFrame:
    """What is allotted, spread over the years left."""
    return figures.query("quotas", year=year, indicator=indicator, goal=goal)


def sums(figures: Queryable, year: int, indicator: str, cells: QuotaCells) -> pd.DataFrame:
    """The sums of cells by village, by year and of all, and what they mean for the milestone."""
    areas, years = [area for area, _ in cells], [of for _, of in cells]
    units = list(cells.values())
    return figures.query("quota_sums", year=year, indicator=indicator, areas=areas, years=years, units=units)


def results(figures: Queryable, indicator: str) -> pd.DataFrame:
    """The quotas in force and what came of them."""
    return figures.query("quota_results", indicator=indicator)


def decisions(figures: Queryable, indicator: str) -> pd.DataFrame:
    """Every decision about a title's quotas, the newest first."""
    return figures.query("quota_decisions", indicator=indicator)
