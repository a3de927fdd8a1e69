"""What the page of the villages to support shows: where the missing units are, and what each village needs."""

from typing import Any

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.queries import pace, records
from learning_coverage.queries import support as asked
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.tasks import tasks

Row = dict[str, Any]


def missing(screen: Screen, indicator: Indicator, year: int) -> list[Row]:
    return records(asked.pareto(screen.figures, year, indicator.id))


def sentence(screen: Screen, found: list[Row], indicator: Indicator, year: int) -> str:
    """The finding: how few villages make up most of what is missing."""
    w = screen.w
    told = {"title": w.of(indicator.name), "year": year}
    headline = records(queries.headline(screen.figures, year))
    if not any(row["reported"] for row in headline if row["indicator_id"] == indicator.id):
        return w("finding.title_silent", **told)
    if not found:
        return w("support.finding.nobody", **told)
    if indicator.kind == "yes_no":
        return w("support.finding.not_yet", n=len(found), **told)
    core = [row for row in found if row["is_in_core"]]
    return w(
        "support.finding.core",
        n=len(core),
        share=w.share(core[-1]["cumulative_share"], 0),
        missing=core[-1]["cumulative_missing"],
        of=core[-1]["total_missing"],
        unit=w.unit(indicator.unit, None),
        **told,
    )


def content(screen: Screen, found: list[Row], indicator: Indicator, year: int) -> dict[str, Any]:
    """The values of the template `support`."""
    w = screen.w
    columns = ("missing", "of_all", "cumulative")
    here = records(queries.coverage(screen.figures, year=year, indicator=indicator.id))  # the commune comes last
    agreed = tasks.rows(screen)
    paces = {row["area_id"]: row for row in records(pace.pace(screen.figures, year, indicator=indicator.id))}
    lagging = records(queries.lagging(screen.figures, year, indicator.id))
    return {
        "w": w,
        "year": year,
        "indicator": indicator,
        "source": screen.source,
        "silent": [row for row in here if row["status"] == "no_data" and row["area_id"] != screen.config.whole],
        "missing": found,
        "commune": here[-1],
        "head": [w("filter.village"), *(w(f"support.{column}") for column in columns)],
        "rows": [
            [row["area_name"], w.count(row["missing"]), *(w.share(row[name]) for name in ("share", "cumulative_share"))]
            for row in found
        ],
        "villages": [
            {**row, "pace": paces.get(row["area_id"]), "task": _last(agreed, row["area_id"], indicator.id)}
            for row in lagging or [row for row in found if indicator.kind == "yes_no"]
        ],
        "years": _years(screen, indicator, year),
    }


def _last(agreed: list[Row], area: str, indicator: str) -> Row | None:
    """The task agreed last about this village and title."""
    own = [task for task in agreed if (task["area_id"], task["indicator_id"]) == (area, indicator)]
    return max(own, key=lambda task: task["task_id"], default=None)


def _years(screen: Screen, indicator: Indicator, until: int) -> dict[str, list[Row]]:
    """The years of each area, with figures up to the year chosen."""
    years: dict[str, list[Row]] = {}
    for row in records(queries.coverage(screen.figures, indicator=indicator.id)):
        years.setdefault(row["area_id"], []).append(row if row["year"] <= until else {**row, "coverage": None})
    return years
