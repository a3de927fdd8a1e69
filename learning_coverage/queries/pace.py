"""Whether a milestone will be reached."""

from learning_coverage.queries.query import Queryable, to_rows
from learning_coverage.queries.rows import PaceRow, WhatIfRow


def pace(figures: Queryable, year: int, *, area: str | None = None, indicator: str | None = None) -> list[PaceRow]:
    """The pace a milestone needs, the pace there is, and where that leads."""
    return to_rows(figures.query("pace", year=year, area=area, indicator=indicator), PaceRow)


UNITS, SHARE = "units", "share"
GAIN_MODES = (UNITS, SHARE)  # so many units a year, or so many percent a year of what is missing now


def what_if(figures: Queryable, year: int, indicator: str, mode: str, amount: int) -> list[WhatIfRow]:
    """Where every village and the commune would be if each gained so much a year."""
    return to_rows(figures.query("what_if", year=year, indicator=indicator, way=mode, amount=amount), WhatIfRow)
