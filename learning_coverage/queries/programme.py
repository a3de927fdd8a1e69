"""Every target of the plan."""

import pandas as pd

from learning_coverage.queries.query import Queryable


def programme(figures: Queryable, year: int) -> pd.DataFrame:
    """Where each indicator of the plan stands, by its latest figure."""
    return figures.query("programme", year=year)


def plans(figures: Queryable, year: int) -> pd.DataFrame:
    """Every plan's targets against the commune's, or the group's, latest figures."""
    return figures.query("plans", year=year)
