"""Content of the quotas page: units to be recognised by village and remaining year, and the results."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from learning_coverage.config import Indicator
from learning_coverage.queries import quotas as quota_queries
from learning_coverage.queries.rows import QuotaDecisionRow, QuotaNeedRow, QuotaProposalRow, QuotaResultRow, QuotaSumRow
from learning_coverage.ui.page.choices import label_options
from learning_coverage.ui.page.declaration import Choice, Values
from learning_coverage.ui.page.frame import Page

Cells = dict[tuple[str, int], int]  # units by village and year
Sums = dict[tuple[str | None, int | None], QuotaSumRow]  # by village and year, None for all of them
DECIDED = "decided"


@dataclass(frozen=True)
class QuotaTable:
    """Quotas of one title. `villages` have figures in the base year, `without_data` have none and get no quota.

    `cells` is the proposal, or for the goal `decided` the quotas in force; `decisions` are ordered newest first.
    """

    indicator: Indicator
    year: int
    goal: str
    villages: list[QuotaNeedRow]
    without_data: list[QuotaNeedRow]
    commune: QuotaNeedRow
    cells: Cells
    decisions: list[QuotaDecisionRow]
    results: list[QuotaResultRow]

    @property
    def years(self) -> list[int]:
        """The years with cells, in order."""
        return sorted({year for _, year in self.cells})

    @property
    def last_decision(self) -> int:
        """Sequence number of the newest decision, 0 without one."""
        return int(self.decisions[0]["seq"]) if self.decisions else 0


def _list_goals(page: Page, values: Values) -> dict[str, str]:
    """The ways to spread what is missing, and the quotas in force if there are any."""
    decisions = quota_queries.decisions(page.figures, values["title"].id)
    in_force = any(row["years_in_force"] for row in decisions)
    return label_options(page, "goal", (DECIDED, *quota_queries.GOALS) if in_force else quota_queries.GOALS)


GOAL = Choice("goal", _list_goals, "buttons")


def load_table(page: Page, indicator: Indicator, year: int, goal: str) -> QuotaTable:
    """The quotas in force, or a proposal that spreads what is missing by the goal."""
    decisions = quota_queries.decisions(page.figures, indicator.id)
    way = quota_queries.GOALS[0] if goal == DECIDED else goal
    *villages, commune = quota_queries.needs(page.figures, year, indicator.id, way)
    results = quota_queries.results(page.figures, indicator.id)
    cells = _to_cells(quota_queries.proposal(page.figures, year, indicator.id, way))
    if goal == DECIDED:
        decided = _to_cells(results)
        cells = {place: decided.get(place, 0) for place in cells}
    return QuotaTable(
        indicator,
        year,
        goal,
        [row for row in villages if row["has_data"]],
        [row for row in villages if not row["has_data"]],
        commune,
        cells,
        decisions,
        results,
    )


def _to_cells(rows: Sequence[QuotaProposalRow | QuotaResultRow]) -> Cells:
    return {(row["area_id"], row["year"]): row["units"] for row in rows}


def compute_sums(page: Page, table: QuotaTable, cells: Cells) -> Sums:
    """Sums of the cells by village and year; None stands for all villages or all years."""
    found = quota_queries.sums(page.figures, table.year, table.indicator.id, cells)
    return {(row["area_id"], row["year"]): row for row in found}


def compose_title(page: Page, table: QuotaTable, summed: Sums) -> str:
    """The title sentence: the units to be recognised until the last milestone, in total and a year."""
    w, commune, given = page.w, table.commune, summed[None, None]
    words = {"title": w.translate(table.indicator.name), "milestone": commune["milestone_year"], "year": table.year}
    if commune["base_year"] is None:
        return w("quotas.finding.no_data", **words)
    if not commune["years_left"]:
        return w("quotas.finding.no_years", **words)
    is_decided = table.goal == DECIDED
    n, a_year, villages = (
        (given["units"], given["units_a_year"], given["villages"])
        if is_decided
        else (commune["allotted"], commune["units_a_year"], commune["allotted_villages"])
    )
    if not n:
        return w(f"quotas.finding.nothing_{table.goal}", **words)
    unit = table.indicator.unit
    counts = {"n": n, "unit": w.unit(unit, n), "a_year": a_year, "unit_a_year": w.unit(unit, a_year)}
    finding = w(f"quotas.finding.{table.goal}", **words, **counts)
    return finding if table.indicator.kind == "yes_no" else finding + w("quotas.finding.spread", villages=villages)


def build_context(page: Page, table: QuotaTable, cells: Cells, summed: Sums) -> dict[str, Any]:
    """Values of the template `action/quotas`: the cells with their sums."""
    return {
        "w": page.w,
        "table": table,
        "indicator": table.indicator,
        "cells": cells,
        "sums": summed,
        "is_edited": cells != table.cells,
        "source": page.basis.source,
    }


def build_results_context(page: Page, table: QuotaTable) -> dict[str, Any]:
    """Values of the template `action/quota_results`: quotas in force against recognised units."""
    names = {row["area_id"]: row["area_name"] for row in table.results}
    return {
        "w": page.w,
        "indicator": table.indicator,
        "names": names,
        "years": sorted({row["year"] for row in table.results}),
        "results": {(row["area_id"], row["year"]): row for row in table.results},
        "decisions": table.decisions,
        "source": page.basis.source,
    }
