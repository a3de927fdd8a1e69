"""Where figures come from: uploads, acts, and the states they made."""

import datetime

import pandas as pd

from learning_coverage.queries.query import Queryable, to_rows


def latest_upload(figures: Queryable) -> pd.DataFrame:
    """The upload the figures on the screen end with."""
    return figures.query("stamp")


def uploads(figures: Queryable) -> pd.DataFrame:
    """Every file taken in, the newest first."""
    return figures.query("uploads")


def upload_acts(figures: Queryable) -> pd.DataFrame:
    """What was done to the uploads and years."""
    return figures.query("acts")


def provenance(figures: Queryable, year: int, area: str, indicator: str) -> pd.DataFrame:
    """Where a figure comes from: every fact ever received for it."""
    return figures.query("provenance", year=year, area=area, indicator=indicator)


def freezes(figures: Queryable) -> pd.DataFrame:
    """The states of the figures that were given a name."""
    return figures.query("freezes")


def commit(figures: Queryable, seq: int) -> pd.DataFrame:
    """When and by whom one commit was made."""
    return figures.query("commit", seq=seq)


def last_commit(figures: Queryable, until: datetime.datetime) -> int | None:
    """The number of the last commit made before a moment (UTC), if there is one."""
    found: int | None = to_rows(figures.query("last_commit", until=until))[0]["seq"]
    return None if found is None else int(found)


def is_in_use(figures: Queryable) -> bool:
    """Whether the store is real: something was uploaded, or the sample was left behind."""
    return not figures.query("began").empty
