"""Where the effort is to be made, by how many units."""

import pandas as pd

from learning_coverage.queries.query import Queryable


def pareto(figures: Queryable, year: int, indicator: str) -> pd.DataFrame:
    """The villages with units missing, the largest number first, and which of them make up most of it."""
    return figures.query("pareto", year=year, indicator=indicator)
