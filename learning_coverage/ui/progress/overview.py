"""Content of the overview: the commune's titles, lagging villages, and villages without reports."""

from itertools import groupby
from typing import Any

from learning_coverage import queries
from learning_coverage.charts.scales import milestone_marks
from learning_coverage.content import sentences
from learning_coverage.queries.rows import FigureRow, LaggingRow, ReportingRow
from learning_coverage.ui.page import figure_table
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.tasks import tasks

MAX_LAGGING = 30  # villages; the matrix has the others
MAX_NAMED = 30  # villages named in a sentence; the others are counted


def compose_title(page: Page, year: int) -> str:
    """The finding: how many villages lag in the title that lags most, and what the commune misses."""
    return sentences.describe_overview(queries.headline(page.figures, year), year, page.config, page.w)


def build_context(page: Page, year: int) -> dict[str, Any]:
    """Values of the template `progress/overview`: the titles of the commune and the villages to contact."""
    rows = queries.coverage(page.figures, year=year, area=page.config.scope_id)
    lagging = group_by_village(queries.lagging(page.figures, year, limit=MAX_LAGGING))
    overdue = [task for task in tasks.load(page, only_open=True) if task["is_overdue"]]
    titles = [row for row in rows if page.config.indicators[row["indicator_id"]].title]
    return {
        "w": page.w,
        "year": year,
        "source": page.basis.source,
        **figure_table.build(page, page.w("filter.title"), titles, figure_table.make_title_namer(page)),
        "indicators": page.config.indicators,
        "names": page.basis.area_names if overdue else {},
        "marks": {key: milestone_marks(indicator) for key, indicator in page.config.indicators.items()},
        "titles": titles,
        "verdicts": queries.milestone_verdicts(page.figures, year, page.config.scope_id),
        "unreported": group_unreported(queries.reporting(page.figures, year)),
        "overdue": overdue,
        "lagging": lagging,
        "omitted_lagging": lagging[0]["rows"][0]["villages"] - len(lagging) if lagging else 0,
    }


def build_groups_context(page: Page, year: int) -> dict[str, Any]:
    """Values of the template `progress/overview_groups`: the sums of each group of villages, under its plan."""
    w, titles = page.w, page.config.titles
    rows = queries.groups(page.figures, year)
    lines = [(group, [row for row in rows if row["area_id"] == group.id]) for group in page.config.groups]
    return {
        "w": w,
        "year": year,
        "source": page.basis.source,
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
    """Villages that reported nothing (`silent`) or some titles only (`partly`): kind, rows, how many are omitted."""
    kinds = {
        kind: [row for row in villages if row["extent"] == extent]
        for kind, extent in (("silent", "none"), ("partly", "partly"))
    }
    return [(kind, rows[:MAX_NAMED], len(rows[MAX_NAMED:])) for kind, rows in kinds.items()]


def group_by_village(rows: list[LaggingRow]) -> list[dict[str, Any]]:
    """One entry per village with its rows, in the order of its first row."""
    first_index = {row["area_id"]: index for index, row in reversed(list(enumerate(rows)))}
    grouped = sorted(rows, key=lambda row: first_index[row["area_id"]])
    return [
        {"area_id": area_id, "area_name": village_rows[0]["area_name"], "rows": village_rows}
        for area_id, group in groupby(grouped, key=lambda row: row["area_id"])
        if (village_rows := list(group))
    ]
