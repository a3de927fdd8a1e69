"""Changes and sign-up of one title across villages and years."""

from learning_coverage.queries.query import Queryable, to_rows
from learning_coverage.queries.rows import SignUpRow, YearOnYearRow


def year_on_year(
    figures: Queryable, *, area: str | None = None, indicator: str | None = None, year: int | None = None
) -> list[YearOnYearRow]:
    """One row per area, indicator and year with a comparable previous year: the change in points of share, split into
    what more recognised and what another total brought.
    """
    return to_rows(figures.query("year_on_year", area=area, indicator=indicator, year=year), YearOnYearRow)


def sign_up(figures: Queryable, year: int, indicator: str) -> list[SignUpRow]:
    """One row per village: units not registered and units waiting for recognition; None where registered is unknown."""
    return to_rows(figures.query("sign_up", year=year, indicator=indicator), SignUpRow)
