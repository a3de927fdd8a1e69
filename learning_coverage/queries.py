"""One function a question. Each answers with a frame whose grain is said in the first line of its `.sql`.

Shares are 0..1, counts in units, NULL where there is none. What is asked is a store (the present) or a store
`at` a commit.
"""

import datetime
from typing import Any, Protocol

import pandas as pd


class Asked(Protocol):
    """What answers by name: a store, or its figures as of a commit."""

    def ask(self, name: str, **values: Any) -> pd.DataFrame: ...


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as plain Python values."""
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def coverage(
    figures: Asked, *, year: int | None = None, area: str | None = None, indicator: str | None = None
) -> pd.DataFrame:
    """Coverage, plan and verdict of every applicable area, data or not."""
    return figures.ask("coverage", year=year, area=area, indicator=indicator)


def headline(figures: Asked, year: int) -> pd.DataFrame:
    """For each title of the villages: how many lag, how many units are missing."""
    return figures.ask("headline", year=year)


def lagging(figures: Asked, year: int, indicator: str | None = None) -> pd.DataFrame:
    """The villages to talk about, most urgent first."""
    return figures.ask("lagging", year=year, indicator=indicator)


def reporting(figures: Asked, year: int) -> pd.DataFrame:
    """Which villages reported how many titles."""
    return figures.ask("reporting", year=year)


def verdicts(figures: Asked, year: int, area: str) -> pd.DataFrame:
    """The frozen verdicts of the milestones before a year."""
    return figures.ask("verdicts", year=year, area=area)


def places(figures: Asked) -> pd.DataFrame:
    """The place of each village among the villages."""
    return figures.ask("places")


def years(figures: Asked) -> list[int]:
    """The years with figures, the latest first."""
    return [int(year) for year in figures.ask("years")["year"]]


def stamp(figures: Asked) -> pd.DataFrame:
    """The upload the figures on the screen end with."""
    return figures.ask("stamp")


def last_totals(figures: Asked, year: int) -> pd.DataFrame:
    """The totals a template for a year is filled with."""
    return figures.ask("last_totals", year=year)


def villages(
    figures: Asked, year: int, *, indicator: str | None = None, order: str = "official", only_lagging: bool = False
) -> pd.DataFrame:
    """The villages in an order: official, gap or name."""
    return figures.ask("villages", year=year, indicator=indicator, order=order, only_lagging=only_lagging)


def example(figures: Asked, year: int) -> pd.DataFrame:
    """A village to explain the arithmetic on."""
    return figures.ask("example", year=year)


def uploads(figures: Asked) -> pd.DataFrame:
    """Every file taken in, the newest first."""
    return figures.ask("uploads")


def acts(figures: Asked) -> pd.DataFrame:
    """What was done to the uploads and years."""
    return figures.ask("acts")


def provenance(figures: Asked, year: int, area: str, indicator: str) -> pd.DataFrame:
    """Where a figure comes from: every fact ever received for it."""
    return figures.ask("provenance", year=year, area=area, indicator=indicator)


def freezes(figures: Asked) -> pd.DataFrame:
    """The states of the figures that were given a name."""
    return figures.ask("freezes")


def commit(figures: Asked, seq: int) -> pd.DataFrame:
    """When and by whom one commit was made."""
    return figures.ask("commit", seq=seq)


def last_commit(figures: Asked, until: datetime.datetime) -> int | None:
    """The number of the last commit made before a moment (UTC), if there is one."""
    found: int | None = records(figures.ask("last_commit", until=until))[0]["seq"]
    return None if found is None else int(found)


def has_begun(figures: Asked) -> bool:
    """Whether the store is real: something was uploaded, or the sample was left behind."""
    return not figures.ask("began").empty
