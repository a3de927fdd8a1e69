"""Whether a milestone will be reached."""

import pandas as pd

from learning_coverage.queries.query import Asked


def pace(figures: Asked, year: int, *, area: str | None = None, indicator: str | None = None) -> pd.DataFrame:
    """The pace a milestone needs, the pace there is, and where that leads."""
    return figures.ask("pace", year=year, area=area, indicator=indicator)


UNITS, SHARE = "units", "share"
WAYS = (UNITS, SHARE)  # so many units a year, or so many percent a year of what is missing now


def what_if(figures: Asked, year: int, indicator: str, way: str, amount: int) -> pd.DataFrame:
    """Where every village and the commune would be if each gained so much a year."""
    return figures.ask("what_if", year=year, indicator=indicator, way=way, amount=amount)
