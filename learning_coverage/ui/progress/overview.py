"""What the overview shows: the commune's titles and the villages to call, grouped for reading."""

from itertools import groupby
from typing import Any

from learning_coverage import queries
from learning_coverage.charts.scales import milestone_marks
from learning_coverage.queries.rows import FigureRow, LaggingRow, ReportingRow
from learning_coverage.ui.page import figure_table
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.tasks import tasks

MAX_LAGGING = 30  # villages; whoever looks for ten seconds reads the first few, and the rest are in the matrix
MAX_NAMED = 30  # of villages that are only named


def build_context(page: Page, year: int) -> dict[str, Any]:
    """Values of the template `progress/overview`."""
    rows = queries.coverage(page.figures, year=year, area=page.config.scope_id)
    lagging = group_by_village(queries.lagging(page.figures, year, limit=MAX_LAGGING))
    overdue = [task for task in tasks.load(page, only_open=True) if task["is_overdue"]]
    titles = [row for row in rows if page.config.indicators[row["indicator_id"]].title]
    return {
        "w": page.w,
        "year": year,
        "source": page.source,
        **figure_table.build(page, page.w("filter.title"), titles, figure_table.make_title_namer(page)),
        "indicators": page.config.indicators,
        "names": page.area_names if overdue else {},
        "marks": {key: milestone_marks(indicator) for key, indicator in page.config.indicators.items()},
        "titles": titles,
        "verdicts": queries.milestone_verdicts(page.figures, year, page.config.scope_id),
        "unreported": group_unreported(queries.reporting(page.figures, year)),
        "overdue": overdue,
        "lagging": lagging,
        "omitted_lagging": lagging[0]["rows"][0]["villages"] - len(lagging) if lagging else 0,
    }


def build_groups_context(page: Page, year: int) -> dict[str, Any]:
    """Values of the template `progress/overview_groups`: the sums of the groups of villages, each under its plan."""
    w, titles = page.w, page.config.titles
    rows = queries.groups(page.figures, year)
    lines = [(group, [row for row in rows if row["area_id"] == group.id]) for group in page.config.groups]
    return {
        "w": w,
        "year": year,
        "source": page.source,
        "titles": titles,
        "indicators": page.config.indicators,
        "plans": page.config.targets.plans,
        "groups": lines,
        **figure_table.build(
            page, w("lineage.group"), rows, lambda row: f"{row['area_name']}, {_indicator_name(page, row)}"
        ),
    }


def _indicator_name(page: Page, row: FigureRow) -> str:
    return page.w.translate(page.config.indicators[row["indicator_id"]].name)


def group_unreported(villages: list[ReportingRow]) -> list[tuple[str, list[ReportingRow], int]]:
    """The villages that reported nothing, and those that reported some of their titles only; how many are not named."""
    kinds = {
        kind: [row for row in villages if row["extent"] == extent]
        for kind, extent in (("silent", "none"), ("partly", "partly"))
    }
    return [(kind, rows[:MAX_NAMED], len(rows[MAX_NAMED:])) for kind, rows in kinds.items()]


def group_by_village(rows: list[LaggingRow]) -> list[dict[str, Any]]:
    """Rows already in order of urgency, a village's titles together where its most urgent one stands."""
    places = {row["area_id"]: place for place, row in reversed(list(enumerate(rows)))}
    together = sorted(rows, key=lambda row: places[row["area_id"]])
    return [
        {"area_id": area_id, "area_name": found[0]["area_name"], "rows": found}
        for area_id, group in groupby(together, key=lambda row: row["area_id"])
        if (found := list(group))
    ]
