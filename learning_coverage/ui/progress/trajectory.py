"""Content of the trajectory page: whether the milestone is reached at the present pace, and scenarios."""

from collections.abc import Callable
from typing import Any

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.content import sentences
from learning_coverage.queries import pace
from learning_coverage.queries.rows import PaceRow
from learning_coverage.ui.browser.templates import escape_markdown
from learning_coverage.ui.page import figure_table
from learning_coverage.ui.page.choices import buttons
from learning_coverage.ui.page.declaration import Choice, Values
from learning_coverage.ui.page.frame import Page

MAX_UNITS = 60  # more a year, in one village
SHARE_STEP = 5  # percent a year of what is missing


def _list_steps(way: str, steps: range) -> Callable[[Page, Values], dict[str, str]]:
    return lambda page, values: {str(n): str(n) for n in steps} if values["way"] == way else {}


def _caption_slider(page: Page, values: Values) -> str:
    unit = page.w.unit(values["title"].unit, None)
    return escape_markdown(page.w(f"trajectory.slider.{values['way']}", unit=unit))


EXTRA = Choice("extra", _list_steps(pace.UNITS, range(MAX_UNITS + 1)), "slider", caption=_caption_slider)
CLOSING = Choice("closing", _list_steps(pace.SHARE, range(0, 101, SHARE_STEP)), "slider", caption=_caption_slider)
SCENARIO = (buttons("way", pace.GAIN_MODES), EXTRA, CLOSING)


def load_paces(page: Page, indicator: Indicator, year: int) -> dict[str, PaceRow]:
    """The pace of every area with a figure of the year, by area."""
    return {row["area_id"]: row for row in pace.pace(page.figures, year, indicator=indicator.id)}


def compose_title(page: Page, paces: dict[str, PaceRow], indicator: Indicator, year: int, area: str) -> str:
    """The title sentence: in time or not under which condition, or the reason why it is unknown."""
    w, row = page.w, paces.get(area)
    words: dict[str, Any] = {"area": page.basis.area_names[area], "title": w.translate(indicator.name), "year": year}
    if row is None:
        return w("trajectory.finding.no_data", **words)
    words |= {"milestone": row["milestone_year"], "target": w.share(row["target"], 0)}
    if row["status"] == "met":
        return w("trajectory.finding.met", **words)
    if row["reason"]:
        return w("trajectory.finding.unknown", reason=w(f"trajectory.why_not.{row['reason']}"), **words)
    verdict = "in_time" if row["in_time"] else "not_in_time"
    if area == page.config.scope_id:
        words["area"] = words["area"].lower()  # in the middle of the sentence
    return w(f"trajectory.finding.{verdict}", since=row["since"], until=str(year), **words)


def build_context(page: Page, paces: dict[str, PaceRow], indicator: Indicator, area: str) -> dict[str, Any]:
    """Values of the template `progress/trajectory`: the years with the path, and the projection from the last value."""
    row = paces.get(area)
    years = queries.coverage(page.figures, area=area, indicator=indicator.id)
    projected = []
    if row and row["slope"] is not None and row["years_left"]:
        ends = ((row["year"], row["coverage"]), (row["milestone_year"], row["projected"]))
        projected = [{"year": when, "share": share} for when, share in ends]
    known = [other for other in years if other["coverage"] is not None]
    return {
        "w": page.w,
        "indicator": indicator,
        "area": area,
        "row": row,
        "years": years,
        "breaks": page.basis.list_breaks(indicator.id, area),
        "projected": projected,
        "source": page.basis.source,
        "alt": sentences.describe_series(known[-1], page.config, page.w) if known else "",
        **figure_table.build(page, page.w("filter.year"), known, lambda other: str(other["year"])),
    }


def build_villages_context(
    page: Page, paces_by_area: dict[str, PaceRow], indicator: Indicator, year: int
) -> dict[str, Any]:
    """Values of the template `progress/trajectory_villages`: one line per village, its pace and the pace it needs."""
    order = queries.villages(page.figures, year, indicator=indicator.id, order="gap")
    rows = [paces_by_area[village["area_id"]] for village in order if village["area_id"] in paces_by_area]
    columns = ("needed", "achieved", "projected", "reach", "verdict")
    return {
        "w": page.w,
        "year": year,
        "indicator": indicator,
        "source": page.basis.source,
        "paces": rows,
        "unreported": [village for village in order if village["area_id"] not in paces_by_area],
        "head": [page.w("filter.village"), *(page.w(f"trajectory.{column}") for column in columns)],
        "rows": [[row["area_name"], *_format_cells(page, row)] for row in rows],
    }


def _format_cells(page: Page, row: PaceRow) -> list[str]:
    w = page.w
    reached = w.count(None) if row["reach_year"] is None else str(row["reach_year"])
    return [
        w.count(row["needed_units"]),
        w.points(row["slope"]),
        w.share(row["projected"]),
        reached,
        format_verdict(row, w),
    ]


def format_verdict(row: PaceRow, w: Any) -> str:
    """In time, not in time, met, or the reason why it is unknown."""
    if row["status"] == "met":
        return str(w("status.met"))
    if row["reason"]:
        return str(w(f"trajectory.why_not.{row['reason']}"))
    return str(w("trajectory.in_time" if row["in_time"] else "trajectory.not_in_time"))


def build_scenario_context(
    page: Page, indicator: Indicator, year: int, area: str, way: str, extra: str | None, closing: str | None
) -> dict[str, Any]:
    """Values of the template `progress/trajectory_what_if`: the path of the area, and which villages reach the target;
    with `extra` units a year, or `closing` percent a year of what is missing.
    """
    amount = int(extra or closing or 0)
    rows = pace.what_if(page.figures, year, indicator.id, way, amount)
    own = [row for row in rows if row["area_id"] == area]
    last = [row for row in rows if row["year"] == row["milestone_year"]]
    others = [row for row in last if row["area_id"] != page.config.scope_id]
    years = queries.coverage(page.figures, area=area, indicator=indicator.id)
    return {
        "w": page.w,
        "more": page.w(f"trajectory.more.{way}", n=amount),
        "name": f"neu-them-{amount}-{way}-{indicator.id}",
        "indicator": indicator,
        "area": page.basis.area_names[area],
        "source": page.basis.source,
        "years": years,
        "breaks": page.basis.list_breaks(indicator.id, area),
        "projected": [{"year": row["year"], "share": row["share"]} for row in own],
        "commune": next((row for row in last if row["area_id"] == page.config.scope_id), None),
        "reaching": [row for row in others if row["reach_year"] is not None],
        "not_reaching": [row for row in others if row["reach_year"] is None],
        "head": [page.w(f"trajectory.{name}") for name in ("village", "at_milestone", "reach")],
        "rows": [
            [row["area_name"], page.w.share(row["share"], target=row["target"]), str(row["reach_year"] or "–")]
            for row in last
        ],
    }
