"""Content of the quotas page: units to be recognised by village and remaining year, and the results."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.queries import quotas as quota_queries
from learning_coverage.queries.rows import QuotaDecisionRow, QuotaNeedRow, QuotaProposalRow, QuotaResultRow, QuotaSumRow
from learning_coverage.ui.page.choices import label_options
from learning_coverage.ui.page.declaration import Choice, Values
from learning_coverage.ui.page.frame import Page
from learning_coverage.wording import Wording

Cells = dict[tuple[str, int], int]  # units by village and year
Sums = dict[tuple[str | None, int | None], QuotaSumRow]  # by village and year, None for all of them
DECIDED = "decided"


@dataclass(frozen=True)
class QuotaTable:
    """Quotas of one title from the figures of `year` to the first milestone after it.

    `villages` have both counts in `year`; `without_data` have not and are in no sum. `commune` sums up the others.
    `cells` is the proposal, or for the goal `decided` the quotas in force; empty if no year is left, and for the goal
    of the commune if too few villages have figures. `decisions` are ordered newest first. `has_other_villages`: quotas
    are for the villages of today, which are not those of `year`.
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
    has_other_villages: bool

    @property
    def is_partial(self) -> bool:
        """Whether villages are left out, so that sums are not those of the commune."""
        return bool(self.without_data)

    @property
    def denominator(self) -> str:
        """`total` or `registered`: the denominator of the milestone aimed at."""
        return self.indicator.denominator_of(self.commune["milestone_year"])

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
    is_proposed = goal != quota_queries.COMMUNE_ONLY or commune["is_enough"]
    cells = _to_cells(quota_queries.proposal(page.figures, year, indicator.id, way)) if is_proposed else {}
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
        {row["area_id"] for row in villages} != {row["area_id"] for row in queries.villages(page.figures, year)},
    )


def _to_cells(rows: Sequence[QuotaProposalRow | QuotaResultRow]) -> Cells:
    return {(row["area_id"], row["year"]): row["units"] for row in rows}


def compute_sums(page: Page, table: QuotaTable, cells: Cells) -> Sums:
    """Sums of the cells by village and year; None stands for all villages or all years."""
    found = quota_queries.sums(page.figures, table.year, table.indicator.id, cells)
    return {(row["area_id"], row["year"]): row for row in found}


def compose_title(page: Page, table: QuotaTable, summed: Sums) -> str:
    """The title sentence: the units to be recognised until the milestone, in total and a year, and where."""
    w, commune = page.w, table.commune
    words = {
        "title": w.translate(table.indicator.name),
        "milestone": commune["milestone_year"],
        "year": table.year,
        "reported": commune["reported"],
        "expected": commune["expected"],
        "silent": len(table.without_data),
    }
    if not commune["years_left"]:
        return w("quotas.finding.no_years", **words)
    if not table.villages:
        return w("quotas.finding.no_data", **words)
    partly = "_partly" if table.is_partial else ""
    counts = _count_units(w, table, summed)
    if table.goal != DECIDED and not commune["is_enough"]:
        known = w("quotas.finding.known", **words, **counts) if table.cells and counts["n"] else ""
        return w("quotas.finding.incomplete", **words) + known
    if not counts["n"]:
        return w(f"quotas.finding.nothing_{table.goal}{partly}", **words)
    finding = w(f"quotas.finding.{table.goal}{partly}", **words, **counts)
    return finding if table.indicator.kind == "yes_no" else finding + w("quotas.finding.spread", **counts)


def _count_units(w: Wording, table: QuotaTable, summed: Sums) -> dict[str, Any]:
    """The units of the sentence with their names: of the quotas in force those shown, else those proposed."""
    commune, given = table.commune, summed[None, None]
    if table.goal == DECIDED:
        n, a_year, villages = given["units"], given["units_a_year"], given["villages"]
    else:
        n, a_year, villages = commune["allotted"] or 0, commune["units_a_year"], commune["allotted_villages"] or 0
    unit = table.indicator.unit
    return {
        "n": n,
        "unit": w.unit(unit, n),
        "a_year": a_year,
        "unit_a_year": w.unit(unit, a_year),
        "villages": villages,
    }


def format_over(w: Wording, commune: QuotaNeedRow) -> str:
    """Over how many of the villages a sum of quotas is; empty where all have figures."""
    if commune["reported"] == commune["expected"]:
        return ""
    return w("figure.reported", reported=commune["reported"], expected=commune["expected"])


def build_context(page: Page, table: QuotaTable, cells: Cells, summed: Sums) -> dict[str, Any]:
    """Values of the template `action/quotas`: the cells with their sums."""
    return {
        "w": page.w,
        "table": table,
        "indicator": table.indicator,
        "cells": cells,
        "sums": summed,
        "over": format_over(page.w, table.commune),
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
