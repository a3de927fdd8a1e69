"""What the overview shows: the commune's titles and the villages to call, grouped for reading."""

from itertools import groupby
from typing import Any

import pandas as pd

from learning_coverage import queries
from learning_coverage.charts.scales import marks
from learning_coverage.queries import records
from learning_coverage.ui.page import figure_table
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.tasks import tasks

MOST_CALLS = 30  # villages; whoever looks for ten seconds reads the first few, and the rest are in the matrix
MOST_NAMES = 30  # of villages that are only named


def content(screen: Screen, year: int) -> dict[str, Any]:
    """The values of the template `overview`."""
    rows = records(queries.coverage(screen.figures, year=year, area=screen.config.whole))
    calls = by_village(records(queries.lagging(screen.figures, year, most=MOST_CALLS)))
    overdue = [task for task in tasks.rows(screen, only_open=True) if task["is_overdue"]]
    titles = [row for row in rows if screen.config.indicators[row["indicator_id"]].title]
    return {
        "w": screen.w,
        "year": year,
        "source": screen.source,
        **figure_table.table(screen, screen.w("filter.title"), titles, figure_table.title_of(screen)),
        "indicators": screen.config.indicators,
        "names": screen.area_names if overdue else {},
        "marks": {key: marks(indicator) for key, indicator in screen.config.indicators.items()},
        "titles": titles,
        "verdicts": queries.verdicts(screen.figures, year, screen.config.whole),
        "quiet": quiet(queries.reporting(screen.figures, year)),
        "overdue": overdue,
        "calls": calls,
        "more_calls": calls[0]["rows"][0]["villages"] - len(calls) if calls else 0,
    }


def groups(screen: Screen, year: int) -> dict[str, Any]:
    """The values of the template `overview_groups`: the sums of the groups of villages, each under its plan."""
    w, titles = screen.w, screen.config.titles
    rows = records(queries.groups(screen.figures, year))
    lines = [(group, [row for row in rows if row["area_id"] == group.id]) for group in screen.config.groups]
    return {
        "w": w,
        "year": year,
        "source": screen.source,
        "titles": titles,
        "indicators": screen.config.indicators,
        "plans": screen.config.targets.plans,
        "groups": lines,
        **figure_table.table(
            screen, w("lineage.group"), rows, lambda row: f"{row['area_name']}, {_named(screen, row)}"
        ),
    }


def _named(screen: Screen, row: dict[str, Any]) -> str:
    return screen.w.of(screen.config.indicators[row["indicator_id"]].name)


def quiet(villages: pd.DataFrame) -> list[tuple[str, list[dict[str, Any]], int]]:
    """The villages that reported nothing, and those that reported some of their titles only; how many are not named."""
    reported = villages["reported_titles"]
    kinds = {"silent": reported == 0, "partly": (reported > 0) & (reported < villages["titles"])}
    return [
        (kind, records(villages[chosen].head(MOST_NAMES)), max(0, int(chosen.sum()) - MOST_NAMES))
        for kind, chosen in kinds.items()
    ]


def by_village(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows already in order of urgency, a village's titles together where its most urgent one stands."""
    places = {row["area_id"]: place for place, row in reversed(list(enumerate(rows)))}
    together = sorted(rows, key=lambda row: places[row["area_id"]])
    return [
        {"area_id": area_id, "area_name": found[0]["area_name"], "rows": found}
        for area_id, group in groupby(together, key=lambda row: row["area_id"])
        if (found := list(group))
    ]
