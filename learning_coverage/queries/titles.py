"""One title across the villages and the years."""

from learning_coverage.queries.query import Queryable, to_rows
from learning_coverage.queries.rows import SignUpRow, YearOnYearRow


def year_on_year(
    figures: Queryable, *, area: str | None = None, indicator: str | None = None, year: int | None = None
) -> list[YearOnYearRow]:
    """What changed since the year before, and which of the two counts changed it."""
    return to_rows(figures.query("year_on_year", area=area, indicator=indicator, year=year), YearOnYearRow)


def sign_up(figures: Queryable, year: int, indicator: str) -> list[SignUpRow]:
    """Where a title is held up: at signing up or at the assessment."""
    return to_rows(figures.query("sign_up", year=year, indicator=indicator), SignUpRow)
