"""Whether the figures can be trusted: what was reported, and what has to be asked back."""

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
    """What one check finds in a year or in all years; `basis` is the area's own figures that it rests on."""
    return to_rows(figures.query(f"checks/{check}", year=year), FindingRow)


def reported_titles(figures: Queryable, indicator: str | None = None) -> list[ReportedTitlesRow]:
    """How many titles each village reported in each year, with the sums."""
    return to_rows(figures.query("reported_titles", indicator=indicator), ReportedTitlesRow)
