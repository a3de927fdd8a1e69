"""Villages that miss the most units."""

from learning_coverage.queries.query import Queryable, to_rows
from learning_coverage.queries.rows import ParetoRow


def pareto(figures: Queryable, year: int, indicator: str) -> list[ParetoRow]:
    """One row per village with missing units, the most first; `is_in_core` marks the fewest that make up 70%."""
    return to_rows(figures.query("pareto", year=year, indicator=indicator), ParetoRow)
