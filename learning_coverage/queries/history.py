"""Where figures come from: uploads, acts, and the states they made."""

import datetime

import pandas as pd

from learning_coverage.queries.query import Asked, records


def stamp(figures: Asked) -> pd.DataFrame:
    """The upload the figures on the screen end with."""
    return figures.ask("stamp")


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
