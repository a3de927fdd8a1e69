"""Where the effort is to be made, by how many units."""

from learning_coverage.queries.query import Queryable, to_rows
from learning_coverage.queries.rows import ParetoRow


def pareto(figures: Queryable, year: int, indicator: str) -> list[ParetoRow]:
    """The villages with units missing, the largest number first, and which of them make up most of it."""
    return to_rows(figures.query("pareto", year=year, indicator=indicator), ParetoRow)
