"""Where the titles of the villages and of the commune stand."""

import pandas as pd

from learning_coverage.queries.query import Asked


def coverage(
    figures: Asked, *, year: int | None = None, area: str | None = None, indicator: str | None = None
) -> pd.DataFrame:
    """Coverage, plan and verdict of every applicable area, data or not."""
    return figures.ask("coverage", year=year, area=area, indicator=indicator)


def headline(figures: Asked, year: int) -> pd.DataFrame:
    """For each title of the villages: how many lag, how many units are missing."""
    return figures.ask("headline", year=year)


def lagging(figures: Asked, year: int, indicator: str | None = None, *, most: int | None = None) -> pd.DataFrame:
    """The villages to talk about, most urgent first; only so many, if wanted."""
    return figures.ask("lagging", year=year, indicator=indicator, most=most)


def alike(figures: Asked, year: int) -> pd.DataFrame:
    """The verdict on every village and title, and how many villages share it."""
    return figures.ask("alike", year=year)


def reporting(figures: Asked, year: int) -> pd.DataFrame:
    """Which villages reported how many titles."""
    return figures.ask("reporting", year=year)


def verdicts(figures: Asked, year: int, area: str | None = None) -> pd.DataFrame:
    """The frozen verdicts of the milestones before a year, of one area or of all."""
    return figures.ask("verdicts", year=year, area=area)


def places(figures: Asked) -> pd.DataFrame:
    """The place of each village among the villages."""
    return figures.ask("places")


def years(figures: Asked) -> list[int]:
    """The years with figures, the latest first."""
    return [int(year) for year in figures.ask("years")["year"]]


def last_totals(figures: Asked, year: int) -> pd.DataFrame:
    """The totals a template for a year is filled with."""
    return figures.ask("last_totals", year=year)


def areas(figures: Asked) -> pd.DataFrame:
    """The villages there are or were, with their years."""
    return figures.ask("areas")


def villages(
    figures: Asked, year: int, *, indicator: str | None = None, order: str = "official", only_lagging: bool = False
) -> pd.DataFrame:
    """The villages in an order: official, gap or name."""
    return figures.ask("villages", year=year, indicator=indicator, order=order, only_lagging=only_lagging)


def groups(figures: Asked, year: int) -> pd.DataFrame:
    """Where the sums of the groups of villages stand."""
    return figures.ask("groups", year=year)


def example(figures: Asked, year: int) -> pd.DataFrame:
    """A village to explain the arithmetic on."""
    return figures.ask("example", year=year)
