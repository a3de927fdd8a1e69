"""Content of the support page: the villages with the most missing units, and what each needs."""

from collections.abc import Sequence
from typing import Any

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.content import row_texts
from learning_coverage.queries import pace
from learning_coverage.queries import support as support_queries
from learning_coverage.queries.rows import CoverageRow, ParetoRow, TaskRow
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.tasks import tasks


def load_missing(page: Page, indicator: Indicator, year: int) -> list[ParetoRow]:
    """One row per village with missing units, the most first, with its part and the cumulative share (0..1)."""
    return support_queries.pareto(page.figures, year, indicator.id)


def compose_title(page: Page, found: Sequence[ParetoRow], indicator: Indicator, year: int) -> str:
    """The title sentence: how few villages make up most of the missing units, and of how many villages that is said."""
    w = page.w
    headline = next(row for row in queries.headline(page.figures, year) if row["indicator_id"] == indicator.id)
    reported, expected = headline["reported"], headline["expected"]
    words = {"title": w.translate(indicator.name), "year": year, "reported": reported, "expected": expected}
    words["silent"] = expected - reported
    if not reported:
        return w("finding.title_silent", **words)
    if headline["status"] == "incomplete":
        some = "some_not_yet" if indicator.kind == "yes_no" else "some"
        sentence = w("support.finding.incomplete", **words)
        return sentence + w(f"support.finding.{some}", n=len(found)) if found else sentence
    known = "_known" if reported < expected else ""
    if not found:
        return w(f"support.finding.nobody{known}", **words)
    if indicator.kind == "yes_no":
        return w(f"support.finding.not_yet{known}", n=len(found), **words)
    core = [row for row in found if row["is_in_core"]]
    return w(
        f"support.finding.core{known}",
        n=len(core),
        share=w.share(core[-1]["cumulative_share"], 0),
        missing=core[-1]["cumulative_missing"],
        of=core[-1]["total_missing"],
        unit=w.unit(indicator.unit, None),
        **words,
    )


def build_context(page: Page, found: Sequence[ParetoRow], indicator: Indicator, year: int) -> dict[str, Any]:
    """Values of the template `action/support`: the Pareto chart, and the villages with pace and latest task."""
    w = page.w
    columns = ("missing", "of_all", "cumulative")
    here = queries.coverage(page.figures, year=year, indicator=indicator.id)  # the commune comes last
    all_tasks = tasks.load(page)
    paces = {row["area_id"]: row for row in pace.pace(page.figures, year, indicator=indicator.id)}
    lagging = queries.lagging(page.figures, year, indicator.id)
    return {
        "w": w,
        "year": year,
        "indicator": indicator,
        "source": page.basis.source,
        "unreported": [row for row in here if row["status"] == "no_data" and row["area_id"] != page.config.scope_id],
        "missing": found,
        "commune": here[-1],
        "over": row_texts.format_reported(here[-1], w),
        "head": [w("filter.village"), *(w(f"support.{column}") for column in columns)],
        "rows": [
            [row["area_name"], w.count(row["missing"]), w.share(row["share"]), w.share(row["cumulative_share"])]
            for row in found
        ],
        "villages": [
            {**row, "pace": paces.get(row["area_id"]), "task": _latest_task(all_tasks, row["area_id"], indicator.id)}
            for row in lagging or (found if indicator.kind == "yes_no" else [])
        ],
        "years": _years_by_area(page, indicator, year),
    }


def _latest_task(found: Sequence[TaskRow], area: str, indicator: str) -> TaskRow | None:
    """The newest task about this village and title."""
    own = [task for task in found if (task["area_id"], task["indicator_id"]) == (area, indicator)]
    return max(own, key=lambda task: task["task_id"], default=None)


def _years_by_area(page: Page, indicator: Indicator, until: int) -> dict[str, list[CoverageRow]]:
    """The rows of each area by year; coverage is None after the chosen year."""
    years: dict[str, list[CoverageRow]] = {}
    for row in queries.coverage(page.figures, indicator=indicator.id):
        years.setdefault(row["area_id"], []).append(row if row["year"] <= until else {**row, "coverage": None})
    return years
