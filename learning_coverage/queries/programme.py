"""Every target of the plan."""

import pandas as pd

from learning_coverage.queries.query import Asked


def programme(figures: Asked, year: int) -> pd.DataFrame:
    """Where each indicator of the plan stands, by its latest figure."""
    return figures.ask("programme", year=year)


def plans(figures: Asked, year: int) -> pd.DataFrame:
    """Every plan's targets against the commune's, or the group's, latest figures."""
    return figures.ask("plans", year=year)
