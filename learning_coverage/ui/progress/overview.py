"""Content of the overview: the commune's titles, lagging villages, and villages without reports."""

from typing import Any

from learning_coverage import queries
from learning_coverage.charts.scales import milestone_marks
from learning_coverage.content import agenda, reporting, sentences
from learning_coverage.content.agenda import OVERVIEW_VILLAGES
from learning_coverage.content.reporting import LIST_NAMES
from learning_coverage.queries.rows import FigureRow
from learning_coverage.ui.page import figure_table
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.tasks import tasks


def compose_title(page: Page, year: int) -> str:
    """The finding: how many villages lag in the title that lags most, and what the commune misses."""
    return sentences.describe_overview(queries.headline(page.figures, year), year, page.config, page.w)


def build_context(page: Page, year: int) -> dict[str, Any]:
    """Values of the template `progress/overview`: the titles of the commune and the villages to contact."""
    rows = queries.coverage(page.figures, year=year, area=page.config.scope_id)
    lagging = agenda.group_by_village(queries.lagging(page.figures, year, limit=OVERVIEW_VILLAGES))
    overdue = [task for task in tasks.load(page, only_open=True) if task["is_overdue"]]
    titles = [row for row in rows if page.config.indicators[row["indicator_id"]].title]
    reported = reporting.load(page.figures, year, page.config)
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
        "unreported": [(kind, villages[:LIST_NAMES], len(villages[LIST_NAMES:])) for kind, villages in reported.gaps],
        "overdue": overdue,
        "lagging": lagging,
        "no_calls": "" if lagging else _describe_no_calls(page, reported),
        "omitted_lagging": lagging[0].rows[0]["villages"] - len(lagging) if lagging else 0,
    }


def _describe_no_calls(page: Page, reported: reporting.Reporting) -> str:
    """That no village lags, of the villages and titles that are reported; empty before any report."""
    known = len([row for row in reported.rows if row["extent"] != "none"])
    partly = len([row for row in reported.rows if row["extent"] == "partly"])
    if not known:
        return ""
    if not partly and known == len(reported.rows):
        return page.w("overview.no_calls", year=reported.year)
    key = "overview.no_calls_partly" if partly else "overview.no_calls_known"
    return page.w(key, year=reported.year, n=known, of=len(reported.rows), partly=partly)


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
