"""What the page of quotas shows: what each village is to have recognised in each year left, and what came of it."""

from dataclasses import dataclass
from typing import Any

from learning_coverage.config import Indicator
from learning_coverage.queries import quotas as asked
from learning_coverage.queries import records
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.page import Screen

Row = dict[str, Any]
Cells = dict[tuple[str, int], int]  # units by village and year
Sums = dict[tuple[str | None, int | None], Row]  # by village and year, None for all of them
DECIDED = "decided"


@dataclass(frozen=True)
class Board:
    """What the page works with. `villages` have figures in the base year, `silent` have none and get no quota.

    `cells` is the proposal, or the quotas in force if those are looked at; `decisions` the newest first.
    """

    indicator: Indicator
    year: int
    goal: str
    villages: list[Row]
    silent: list[Row]
    commune: Row
    cells: Cells
    decisions: list[Row]
    results: list[Row]

    @property
    def years(self) -> list[int]:
        return sorted({year for _, year in self.cells})

    @property
    def last_decision(self) -> int:
        return int(self.decisions[0]["seq"]) if self.decisions else 0


def board(screen: Screen) -> Board:
    """Ask for a title and a year; the way to look at them is asked with what there is to see."""
    indicator = screen.config.indicators[filters.title(screen)]
    year = filters.year(screen)
    decisions = records(asked.decisions(screen.figures, indicator.id))
    in_force = any(row["years_in_force"] for row in decisions)
    goal = filters.choice(screen, "goal", ((DECIDED, *asked.GOALS) if in_force else asked.GOALS))
    way = asked.GOALS[0] if goal == DECIDED else goal
    *villages, commune = records(asked.needs(screen.figures, year, indicator.id, way))
    results = records(asked.results(screen.figures, indicator.id))
    cells = _cells(records(asked.proposed(screen.figures, year, indicator.id, way)))
    if goal == DECIDED:
        decided = _cells(results)
        cells = {place: decided.get(place, 0) for place in cells}
    return Board(
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


def _cells(rows: list[Row]) -> Cells:
    return {(row["area_id"], row["year"]): row["units"] for row in rows}


def sums(screen: Screen, board: Board, cells: Cells) -> Sums:
    """The sums by village, by year and of all."""
    found = records(asked.sums(screen.figures, board.year, board.indicator.id, cells))
    return {(row["area_id"], row["year"]): row for row in found}


def sentence(screen: Screen, board: Board, summed: Sums) -> str:
    """The finding: how much is to be recognised until the last milestone, and how much that is a year."""
    w, commune, given = screen.w, board.commune, summed[None, None]
    told = {"title": w.of(board.indicator.name), "milestone": commune["milestone_year"], "year": board.year}
    if commune["base_year"] is None:
        return w("quotas.finding.no_data", **told)
    if not commune["years_left"]:
        return w("quotas.finding.no_years", **told)
    is_decided = board.goal == DECIDED
    n, a_year, villages = (
        (given["units"], given["units_a_year"], given["villages"])
        if is_decided
        else (commune["allotted"], commune["units_a_year"], commune["allotted_villages"])
    )
    if not n:
        return w(f"quotas.finding.nothing_{board.goal}", **told)
    unit = board.indicator.unit
    counts = {"n": n, "unit": w.unit(unit, n), "a_year": a_year, "unit_a_year": w.unit(unit, a_year)}
    finding = w(f"quotas.finding.{board.goal}", **told, **counts)
    return finding if board.indicator.kind == "yes_no" else finding + w("quotas.finding.spread", villages=villages)


def content(screen: Screen, board: Board, cells: Cells, summed: Sums) -> Row:
    """The values of the template `quota`."""
    return {
        "w": screen.w,
        "board": board,
        "indicator": board.indicator,
        "cells": cells,
        "sums": summed,
        "is_edited": cells != board.cells,
        "source": screen.source,
    }


def came_of_it(screen: Screen, board: Board) -> Row:
    """The values of the template `quota_results`: quotas in force against what was recognised."""
    names = {row["area_id"]: row["area_name"] for row in board.results}
    return {
        "w": screen.w,
        "indicator": board.indicator,
        "names": names,
        "years": sorted({row["year"] for row in board.results}),
        "results": {(row["area_id"], row["year"]): row for row in board.results},
        "decisions": board.decisions,
        "source": screen.source,
    }
