"""Data checks and how completely villages reported."""

from learning_coverage.queries.query import Queryable, to_rows
from learning_coverage.queries.rows import FindingRow, ReportedTitlesRow

# Each is a file in `sql/checks/`, in the order of weight on the screen. All answer with the same columns.
CHECKS = (
    "registered_missing_where_it_decides",
    "registered_below_recognised",
    "denominator_moved",
    "outside_its_years",
    "recognised_fell",
    "same_as_last_year",
    "gap_year",
    "commune_figure_missing",
    "outlier",
    "all_recognised_jump",
)


def findings(figures: Queryable, check: str, year: int | None = None) -> list[FindingRow]:
    """One row per finding of one check, in a year or in all; `basis` is a digest of the figures it rests on."""
    return to_rows(figures.query(f"checks/{check}", year=year), FindingRow)


def reported_titles(figures: Queryable, indicator: str | None = None) -> list[ReportedTitlesRow]:
    """One row per village and year, per year (area_id None) and for all (year None): titles reported."""
    return to_rows(figures.query("reported_titles", indicator=indicator), ReportedTitlesRow)
