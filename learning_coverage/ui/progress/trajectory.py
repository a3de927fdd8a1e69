"""What the page of the way ahead shows: will the milestone be reached at this pace, and what if there were more."""

from typing import Any

import streamlit as st

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.queries import pace, records
from learning_coverage.ui.browser.query_params import bound
from learning_coverage.ui.browser.templates import plain
from learning_coverage.ui.page import figure_table, filters
from learning_coverage.ui.page.page import Screen

Row = dict[str, Any]
KEYS = {pace.UNITS: "extra", pace.SHARE: "closing"}  # in the address
OFFERED = {pace.UNITS: [str(n) for n in range(61)], pace.SHARE: [str(n) for n in range(0, 101, 5)]}  # a year, village


def paces(screen: Screen, indicator: Indicator, year: int) -> dict[str, Row]:
    """The pace of every area with a figure of the year."""
    return {row["area_id"]: row for row in records(pace.pace(screen.figures, year, indicator=indicator.id))}


def sentence(screen: Screen, row: Row | None, indicator: Indicator, year: int, area: str) -> str:
    """The finding: in time or not, under its condition; or why that cannot be said."""
    w = screen.w
    told: dict[str, Any] = {"area": screen.area_names[area], "title": w.of(indicator.name), "year": year}
    if row is None:
        return w("trajectory.finding.no_data", **told)
    told |= {"milestone": row["milestone_year"], "target": w.share(row["target"], 0)}
    if row["status"] == "met":
        return w("trajectory.finding.met", **told)
    if row["reason"]:
        return w("trajectory.finding.unknown", reason=w(f"trajectory.why_not.{row['reason']}"), **told)
    verdict = "in_time" if row["in_time"] else "not_in_time"
    if area == screen.config.whole:
        told["area"] = told["area"].lower()  # in the middle of the sentence
    return w(f"trajectory.finding.{verdict}", since=row["since"], until=str(year), **told)


def content(screen: Screen, row: Row | None, indicator: Indicator, area: str) -> dict[str, Any]:
    """The values of the template `trajectory`: the years with the path, and the estimate from the last value on."""
    years = records(queries.coverage(screen.figures, area=area, indicator=indicator.id))
    projected = []
    if row and row["slope"] is not None and row["years_left"]:
        ends = ((row["year"], row["coverage"]), (row["milestone_year"], row["projected"]))
        projected = [{"year": when, "share": share} for when, share in ends]
    known = [found for found in years if found["coverage"] is not None]
    return {
        "w": screen.w,
        "indicator": indicator,
        "area": area,
        "row": row,
        "years": years,
        "breaks": screen.breaks(indicator.id, area),
        "projected": projected,
        "source": screen.source,
        "alt": figure_table.told(screen, known[-1]) if known else "",
        **figure_table.table(screen, screen.w("filter.year"), known, lambda found: str(found["year"])),
    }


def villages(screen: Screen, found: dict[str, Row], indicator: Indicator, year: int) -> dict[str, Any]:
    """The values of the template `trajectory_villages`: who makes it at this pace, and who needs how many a year."""
    order = records(queries.villages(screen.figures, year, indicator=indicator.id, order="gap"))
    rows = [found[village["area_id"]] for village in order if village["area_id"] in found]
    columns = ("needed", "achieved", "projected", "reach", "verdict")
    return {
        "w": screen.w,
        "year": year,
        "indicator": indicator,
        "source": screen.source,
        "found": rows,
        "silent": [village for village in order if village["area_id"] not in found],
        "head": [screen.w("filter.village"), *(screen.w(f"trajectory.{column}") for column in columns)],
        "rows": [[row["area_name"], *_cells(screen, row)] for row in rows],
    }


def _cells(screen: Screen, row: Row) -> list[str]:
    w = screen.w
    reached = w.count(None) if row["reach_year"] is None else str(row["reach_year"])
    return [w.count(row["needed_units"]), w.points(row["slope"]), w.share(row["projected"]), reached, verdict(row, w)]


def verdict(row: Row, w: Any) -> str:
    """In time, not in time, met, or why it cannot be said."""
    if row["status"] == "met":
        return str(w("status.met"))
    if row["reason"]:
        return str(w(f"trajectory.why_not.{row['reason']}"))
    return str(w("trajectory.in_time" if row["in_time"] else "trajectory.not_in_time"))


def scenario_of(screen: Screen, indicator: Indicator) -> tuple[str, int]:
    """The scenario, kept in the address: units a year, or percent a year of what is missing."""
    way = filters.choice(screen, "way", pace.WAYS)
    key, offered = KEYS[way], OFFERED[way]
    label = plain(screen.w(f"trajectory.slider.{way}", unit=screen.w.unit(indicator.unit, None)))
    return way, int(bound(key, offered, lambda: st.select_slider(label, offered, key=key)))


def scenario(screen: Screen, indicator: Indicator, year: int, area: str, chosen: tuple[str, int]) -> dict[str, Any]:
    """The values of the template `trajectory_what_if`: the path of the area, and who reaches the last target when."""
    way, amount = chosen
    rows = records(pace.what_if(screen.figures, year, indicator.id, way, amount))
    own = [row for row in rows if row["area_id"] == area]
    last = [row for row in rows if row["year"] == row["milestone_year"]]
    others = [row for row in last if row["area_id"] != screen.config.whole]
    years = records(queries.coverage(screen.figures, area=area, indicator=indicator.id))
    return {
        "w": screen.w,
        "more": screen.w(f"trajectory.more.{way}", n=amount),
        "name": f"neu-them-{amount}-{way}-{indicator.id}",
        "indicator": indicator,
        "area": screen.area_names[area],
        "source": screen.source,
        "years": years,
        "breaks": screen.breaks(indicator.id, area),
        "projected": [{"year": row["year"], "share": row["share"]} for row in own],
        "commune": next((row for row in last if row["area_id"] == screen.config.whole), None),
        "making_it": [row for row in others if row["reach_year"] is not None],
        "short": [row for row in others if row["reach_year"] is None],
        "head": [screen.w(f"trajectory.{name}") for name in ("village", "at_milestone", "reach")],
        "rows": [
            [row["area_name"], screen.w.share(row["share"], target=row["target"]), str(row["reach_year"] or "–")]
            for row in last
        ],
    }
