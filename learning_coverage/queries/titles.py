"""One title across the villages and the years."""

import pandas as pd

from learning_coverage.queries.query import Queryable


def year_on_year(
    figures: Queryable, *, area: str | None = None, indicator: str | None = None, year: int | None = None
) -> pd.DataFrame:
    """What changed since the year before, and which of the two counts changed it."""
    return figures.query("year_on_year", area=area, indicator=indicator, year=year)


def sign_up(figures: Queryable, year: int, indicator: str) -> pd.DataFrame:
    """Where a title is held up: at signing up or at the assessment."""
    return figures.query("sign_up", year=year, indicator=indicator)
