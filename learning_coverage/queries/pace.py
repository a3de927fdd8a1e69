"""Pace needed, pace achieved and projection."""

from learning_coverage.queries.query import Queryable, to_rows
from learning_coverage.queries.rows import NeededGainRow, PaceRow, WhatIfRow


def pace(figures: Queryable, year: int, *, area: str | None = None, indicator: str | None = None) -> list[PaceRow]:
    """One row per area and indicator with a share: the pace its milestone needs, the pace of the last three years, and
    the projection; `reason` says why there is none. Slopes are shares and units a year.
    """
    return to_rows(figures.query("pace", year=year, area=area, indicator=indicator), PaceRow)


UNITS, SHARE = "units", "share"
GAIN_MODES = (UNITS, SHARE)  # so many units a year, or so many percent a year of what is missing now


def what_if(figures: Queryable, year: int, indicator: str, mode: str, amount: int) -> list[WhatIfRow]:
    """One row per area and year from `year` to the first milestone after it, if every village with both counts
    then gained `amount` a year: units, or percent of what it misses now, by `mode` (one of GAIN_MODES).
    """
    return to_rows(figures.query("what_if", year=year, indicator=indicator, way=mode, amount=amount), WhatIfRow)


def needed_gain(figures: Queryable, year: int, indicator: str, mode: str) -> list[NeededGainRow]:
    """One row per area: the smallest `amount` of `what_if` with which it reaches the first milestone after `year`.

    Empty if there is none after `year`.
    """
    return to_rows(figures.query("needed_gain", year=year, indicator=indicator, way=mode), NeededGainRow)
