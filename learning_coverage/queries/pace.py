"""Whether a milestone will be reached."""

import pandas as pd

from learning_coverage.queries.query import Queryable


def pace(figures: Queryable, year: int, *, area: str | None = None, indicator: str | None = None) -> pd.DataFrame:
    """The pace a milestone needs, the pace there is, and where that leads."""
    return figures.query("pace", year=year, area=area, indicator=indicator)


UNITS, SHARE = "units", "share"
GAIN_MODES = (UNITS, SHARE)  # so many units a year, or so many percent a year of what is missing now


def what_if(figures: Queryable, year: int, indicator: str, mode: str, amount: int) -> pd.DataFrame:
    """Where every village and the commune would be if each gained so much a year."""
    return figures.query("what_if", year=year, indicator=indicator, way=mode, amount=amount)
