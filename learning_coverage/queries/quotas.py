"""Who is to have how much recognised by when, and what came of it."""

from collections.abc import Mapping

from learning_coverage.queries.query import Queryable, to_rows
from learning_coverage.queries.rows import QuotaDecisionRow, QuotaNeedRow, QuotaProposalRow, QuotaResultRow, QuotaSumRow

VILLAGES, COMMUNE_ONLY = "villages", "commune"
GOALS = (VILLAGES, COMMUNE_ONLY)  # every village to its own target, or just the commune to its own
QuotaCells = Mapping[tuple[str, int], int]  # units by village and year


def needs(figures: Queryable, year: int, indicator: str, goal: str) -> list[QuotaNeedRow]:
    """What each village misses to the last milestone and how much of it is allotted, then the commune."""
    return to_rows(figures.query("quota_needs", year=year, indicator=indicator, goal=goal), QuotaNeedRow)


def proposal(figures: Queryable, year: int, indicator: str, goal: str) -> list[QuotaProposalRow]:
    """What is allotted, spread over the years left."""
    return to_rows(figures.query("quotas", year=year, indicator=indicator, goal=goal), QuotaProposalRow)


def sums(figures: Queryable, year: int, indicator: str, cells: QuotaCells) -> list[QuotaSumRow]:
    """The sums of cells by village, by year and of all, and what they mean for the milestone."""
    areas, years = [area for area, _ in cells], [of for _, of in cells]
    units = list(cells.values())
    return to_rows(
        figures.query("quota_sums", year=year, indicator=indicator, areas=areas, years=years, units=units), QuotaSumRow
    )


def results(figures: Queryable, indicator: str) -> list[QuotaResultRow]:
    """The quotas in force and what came of them."""
    return to_rows(figures.query("quota_results", indicator=indicator), QuotaResultRow)


def decisions(figures: Queryable, indicator: str) -> list[QuotaDecisionRow]:
    """Every decision about a title's quotas, the newest first."""
    return to_rows(figures.query("quota_decisions", indicator=indicator), QuotaDecisionRow)
