"""Content of the trajectory page: whether the next milestone is reached at the present pace, and scenarios."""

from collections.abc import Callable
from typing import Any

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.content import row_texts, sentences
from learning_coverage.queries import pace
from learning_coverage.queries.rows import CoverageRow, PaceRow
from learning_coverage.ui.browser.templates import escape_markdown
from learning_coverage.ui.page import figure_table
from learning_coverage.ui.page.choices import label_options
from learning_coverage.ui.page.declaration import Choice, Values
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.progress import pace_texts
from learning_coverage.ui.progress.scenario import find_needed_gain

MAX_UNITS = 60  # more a year, in one village; more if a milestone needs it
MAX_SHARE = 100  # percent a year of what is missing


def _list_ways(page: Page, values: Values) -> dict[str, str]:
    """The ways to gain more; none if no year is left, or without figures to start from."""
    if find_needed_gain(page, values["title"], values["year"], values["area"], pace.UNITS) is None:
        return {}
    return label_options(page, "way", pace.GAIN_MODES)


def _list_steps(way: str, least: int) -> Callable[[Page, Values], dict[str, str]]:
    def list_steps(page: Page, values: Values) -> dict[str, str]:
        if values["way"] != way:
            return {}
        most = max(least, 2 * int(_needed_step(page, values) or 0)) if way == pace.UNITS else least
        return {str(n): str(n) for n in range(most + 1)}

    return list_steps


def _needed_step(page: Page, values: Values) -> str | None:
    """The step the slider begins at: the smallest with which the area reaches the milestone."""
    if values["way"] is None:
        return None
    needed = find_needed_gain(page, values["title"], values["year"], values["area"], values["way"])
    return None if needed is None else str(needed)


def _caption_slider(page: Page, values: Values) -> str:
    unit = page.w.unit(values["title"].unit, None)
    return escape_markdown(page.w(f"trajectory.slider.{values['way']}", unit=unit))


WAY = Choice("way", _list_ways, "buttons")
EXTRA = Choice("extra", _list_steps(pace.UNITS, MAX_UNITS), "slider", caption=_caption_slider, default=_needed_step)
CLOSING = Choice("closing", _list_steps(pace.SHARE, MAX_SHARE), "slider", caption=_caption_slider, default=_needed_step)
SCENARIO = (WAY, EXTRA, CLOSING)


def load_paces(page: Page, indicator: Indicator, year: int) -> dict[str, PaceRow]:
    """The pace of every area with a figure of the year, by area."""
    return {row["area_id"]: row for row in pace.pace(page.figures, year, indicator=indicator.id)}


def compose_title(page: Page, paces: dict[str, PaceRow], indicator: Indicator, year: int, area: str) -> str:
    """The title sentence: in time or not under which condition, or the reason why it is unknown."""
    w, row = page.w, paces.get(area)
    name = page.basis.area_names[area]
    if row is None:
        now = _find_row(page, indicator, year, area)
        status = row_texts.format_status(now, w).lower() if now else w("lineage.not_there").lower()
        return w("trajectory.finding.no_data", area=name, title=w.translate(indicator.name), year=year, status=status)
    is_commune = area == page.config.scope_id
    return pace_texts.compose_finding(row, name, indicator, w, is_commune=is_commune)


def _find_row(page: Page, indicator: Indicator, year: int, area: str) -> CoverageRow | None:
    """The row of the year; None where the area does not exist in it."""
    return next(iter(queries.coverage(page.figures, area=area, indicator=indicator.id, year=year)), None)


def build_context(page: Page, paces: dict[str, PaceRow], indicator: Indicator, year: int, area: str) -> dict[str, Any]:
    """Values of the template `progress/trajectory`: the years with the path, and the projection from the last value."""
    w, row = page.w, paces.get(area)
    years = queries.coverage(page.figures, area=area, indicator=indicator.id)
    known = [other for other in years if other["coverage"] is not None and other["year"] <= year]
    return {
        "w": w,
        "indicator": indicator,
        "area": area,
        "year": year,
        "row": row,
        "now": next((other for other in years if other["year"] == year), None),
        "facts": pace_texts.list_facts(row, indicator, w) if row else [],
        "years": years,
        "breaks": page.basis.list_breaks(indicator.id, area),
        "projected": pace_texts.list_projected(row) if row else [],
        "condition": pace_texts.format_condition(row, w) if row else "",
        "source": page.basis.source,
        "alt": sentences.describe_series(known[-1], page.config, w) if known else "",
        **figure_table.build(page, w("filter.year"), known, lambda other: str(other["year"])),
    }


def build_villages_context(
    page: Page, paces_by_area: dict[str, PaceRow], indicator: Indicator, year: int
) -> dict[str, Any]:
    """Values of the template `progress/trajectory_villages`: one line per village, its pace and the pace it needs."""
    w = page.w
    order = queries.villages(page.figures, year, indicator=indicator.id, order="gap")
    rows = [paces_by_area[village["area_id"]] for village in order if village["area_id"] in paces_by_area]
    columns = ("needed", "achieved", "projected", "reach", "verdict")
    return {
        "w": w,
        "year": year,
        "indicator": indicator,
        "source": page.basis.source,
        "paces": rows,
        "styles": [pace_texts.VERDICT_STYLES[pace_texts.choose_verdict(row)] for row in rows],
        "unreported": [village for village in order if village["area_id"] not in paces_by_area],
        "head": [w("filter.village"), *(w(f"trajectory.{column}") for column in columns)],
        "rows": [[row["area_name"], *_format_cells(page, row)] for row in rows],
    }


def _format_cells(page: Page, row: PaceRow) -> list[str]:
    w = page.w
    reached = w.count(None) if row["reach_year"] is None else str(row["reach_year"])
    return [
        w.count(row["needed_units"]),
        w.points(row["slope"]),
        w.share(row["projected"], target=row["target"]),
        reached,
        pace_texts.format_verdict(row, w),
    ]
