"""Where the titles of the villages and of the commune stand."""

import pandas as pd

from learning_coverage.queries.query import Queryable


def coverage(
    figures: Queryable, *, year: int | None = None, area: str | None = None, indicator: str | None = None
) -> pd.DataFrame:
    """Coverage, plan and verdict of every applicable area, data or not."""
    return figures.query("coverage", year=year, area=area, indicator=indicator)


def headline(figures: Queryable, year: int) -> pd.DataFrame:
    """For each title of the villages: how many lag, how many units are missing."""
    return figures.query("headline", year=year)


def lagging(figures: Queryable, year: int, indicator: str | None = None, *, limit: int | None = None) -> pd.DataFrame:
    """The villages to talk about, most urgent first; only so many, if wanted."""
    return figures.query("lagging", year=year, indicator=indicator, most=limit)


def shared_statuses(figures: Queryable, year: int) -> pd.DataFrame:
    """The verdict on every village and title, and how many villages share it."""
    return figures.query("alike", year=year)


def reporting(figures: Queryable, year: int) -> pd.DataFrame:
    """Which villages reported how many titles."""
    return figures.query("reporting", year=year)


def milestone_verdicts(figures: Queryable, year: int, area: str | None = None) -> pd.DataFrame:
    """The frozen verdicts of the milestones before a year, of one area or of all."""
    return figures.query("verdicts", year=year, area=area)


def ranks(figures: Queryable) -> pd.DataFrame:
    """The place of each village among the villages."""
    return figures.query("places")


def years(figures: Queryable) -> list[int]:
    """The years with figures, the latest first."""
    return [int(year) for year in figures.query("years")["year"]]


def last_totals(figures: Queryable, year: int) -> pd.DataFrame:
    """The totals a template for a year is filled with."""
    return figures.query("last_totals", year=year)


def areas(figures: Queryable) -> pd.DataFrame:
    """The villages there are or were, with their years."""
    return figures.query("areas")


def villages(
    figures: Queryable, year: int, *, indicator: str | None = None, order: str = "official", only_lagging: bool = False
) -> pd.DataFrame:
    """The villages in an order: official, gap or name."""
    return figures.query("villages", year=year, indicator=indicator, order=order, only_lagging=only_lagging)


def groups(figures: Queryable, year: int) -> pd.DataFrame:
    """Where the sums of the groups of villages stand."""
    return figures.query("groups", year=year)


def worked_example(figures: Queryable, year: int) -> pd.DataFrame:
    """A village to explain the arithmetic on."""
    return figures.query("example", year=year)
