"""Whether a milestone will be reached."""

import pandas as pd

from learning_coverage.queries.asking import Asked


def pace(figures: Asked, year: int, *, area: str | None = None, indicator: str | None = None) -> pd.DataFrame:
    """The pace a milestone needs, the pace there is, and where that leads."""
    return figures.ask("pace", year=year, area=area, indicator=indicator)
