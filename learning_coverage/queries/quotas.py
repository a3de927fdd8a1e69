"""Quotas: units each village is to have recognised in each year left."""

from collections.abc import Mapping

from learning_coverage.queries.query import Queryable, to_rows
from learning_coverage.queries.rows import QuotaDecisionRow, QuotaNeedRow, QuotaProposalRow, QuotaResultRow, QuotaSumRow

VILLAGES, COMMUNE_ONLY = "villages", "commune"
GOALS = (VILLAGES, COMMUNE_ONLY)  # every village to its own target, or just the commune to its own
QuotaCells = Mapping[tuple[str, int], int]  # units by village and year


def needs(figures: Queryable, year: int, indicator: str, goal: str) -> list[QuotaNeedRow]:
    """One row per village, then one for the commune: units missing to the last milestone and allotted."""
    return to_rows(figures.query("quota_needs", year=year, indicator=indicator, goal=goal), QuotaNeedRow)


def proposal(figures: Queryable, year: int, indicator: str, goal: str) -> list[QuotaProposalRow]:
    """One row per village and year left: its proposed units."""
    return to_rows(figures.query("quotas", year=year, indicator=indicator, goal=goal), QuotaProposalRow)


def sums(figures: Queryable, year: int, indicator: str, cells: QuotaCells) -> list[QuotaSumRow]:
    """One row per village (year None), per year (area_id None) and for all: the sum of `cells` and what it means for
    the milestone.
    """
    areas, years = [area for area, _ in cells], [of for _, of in cells]
    units = list(cells.values())
    return to_rows(
        figures.query("quota_sums", year=year, indicator=indicator, areas=areas, years=years, units=units), QuotaSumRow
    )


def results(figures: Queryable, indicator: str) -> list[QuotaResultRow]:
    """One row per village and year with a quota in force: the decision and what was recognised."""
    return to_rows(figures.query("quota_results", indicator=indicator), QuotaResultRow)


def decisions(figures: Queryable, indicator: str) -> list[QuotaDecisionRow]:
    """One row per decision about the quotas of a title, the newest first."""
    return to_rows(figures.query("quota_decisions", indicator=indicator), QuotaDecisionRow)
