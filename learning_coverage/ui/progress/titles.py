"""What the page of one title shows: the villages in one of several pictures, and the commune's years."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from learning_coverage import queries
from learning_coverage.charts.scales import marks
from learning_coverage.config import Indicator
from learning_coverage.queries import records
from learning_coverage.queries import titles as asked
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import figure_table, pagination
from learning_coverage.ui.page.page import Screen

Row = dict[str, Any]
PICTURES = ("standing", "years", "sign_up", "change")


@dataclass(frozen=True)
class Choice:
    """What the filters of the page say; `picture` is one of PICTURES."""

    indicator: Indicator
    year: int
    order: str
    picture: str


def pictures(indicator: Indicator) -> tuple[str, ...]:
    """The pictures a title can be seen in: a village's yes or no has neither shares nor sign-ups to compare."""
    return PICTURES if indicator.kind == "share" else PICTURES[:1]


def together(screen: Screen, indicator: Indicator) -> list[Indicator]:
    """A title of the commune with those counted in the same unit: shown side by side, never added."""
    return [
        other
        for other in screen.config.indicators.values()
        if other.title and other.level == "commune" and other.unit == indicator.unit
    ]


def beside(screen: Screen, indicator: Indicator, commune_of_it: dict[str, Any], year: int) -> None:
    """A title of the commune and those counted in the same unit."""
    others = together(screen, indicator)
    if len(others) > 1:
        st.caption(screen.w("titles.side_by_side"))
    for other, place in zip(others, st.columns(max(2, len(others)), gap="large"), strict=False):
        with place:
            values = commune_of_it if other == indicator else commune(screen, other, year)
            templates.show("title_commune", key=f"commune-{other.id}", **values)


def commune(screen: Screen, indicator: Indicator, year: int) -> dict[str, Any]:
    """The values of the template `title_commune`: the commune's years of one title and its verdicts."""
    rows = records(queries.coverage(screen.figures, area=screen.config.whole, indicator=indicator.id))
    row = next(row for row in rows if row["year"] == year)
    verdicts = records(queries.verdicts(screen.figures, year, screen.config.whole))
    known = [found for found in rows if found["status"] != "no_data"]
    return {
        "w": screen.w,
        "indicator": indicator,
        "row": row,
        "years": rows,
        "breaks": screen.breaks(indicator.id, screen.config.whole),
        "alt": figure_table.told(screen, row),
        "source": screen.source,
        "verdicts": [verdict for verdict in verdicts if verdict["indicator_id"] == indicator.id],
        **figure_table.table(screen, screen.w("filter.year"), known, lambda found: str(found["year"])),
    }


def villages(screen: Screen, choice: Choice) -> dict[str, Any]:
    """The values of the template `title_<picture>`: the villages in the order asked for, each with its rows."""
    ordered = queries.villages(screen.figures, choice.year, indicator=choice.indicator.id, order=choice.order)
    order = [row["area_id"] for row in pagination.page_of(screen, records(ordered))]
    years: dict[str, list[Row]] = {area: [] for area in order}
    known = queries.coverage(screen.figures, indicator=choice.indicator.id)
    for row in records(known[known["area_id"].isin(order)]):
        years[row["area_id"]].append(row if row["year"] <= choice.year else {**row, "coverage": None})
    now = [row for area in order for row in years[area] if row["year"] == choice.year]
    return {
        "w": screen.w,
        "year": choice.year,
        "indicator": choice.indicator,
        "marks": marks(choice.indicator),
        "rows_now": now,
        "years": years,
        "breaks": {area: screen.breaks(choice.indicator.id, area) for area in order},
        "source": screen.source,
        **_own(screen, choice, order, now),
    }


def _own(screen: Screen, choice: Choice, order: list[str], now: list[Row]) -> dict[str, Any]:
    """What only one picture needs, and the numbers that stand under it."""
    w = screen.w
    naming = screen.area_names.__getitem__
    if choice.picture == "sign_up":
        every = records(asked.sign_up(screen.figures, choice.year, choice.indicator.id))
        steps = [row for row in every if row["area_id"] in order]
        steps.sort(key=lambda row: order.index(row["area_id"]))
        columns = ("total", "registered", "recognised", "not_registered", "waiting")
        head = [w("filter.village"), *(w(f"counts.{column}") for column in columns)]
        return {
            "steps": steps,
            "head": head,
            "rows": [[row["area_name"], *(w.count(row[column]) for column in columns)] for row in steps],
        }
    if choice.picture == "change":
        found = records(asked.year_on_year(screen.figures, indicator=choice.indicator.id, year=choice.year))
        by_area = {row["area_id"]: row for row in found}
        return {
            "split": by_area,
            "head": [w("filter.village"), *(w(f"titles.split.{column}") for column in _SPLIT)],
            "rows": [_split_cells(by_area[area], screen) for area in order if area in by_area],
        }
    return figure_table.table(screen, w("filter.village"), now, lambda row: naming(row["area_id"]))


_SPLIT = ("before", "now", "change", "by_recognised", "by_total")


def _split_cells(row: Row, screen: Screen) -> list[str]:
    w = screen.w
    counts = (row["previous_numerator"], row["previous_denominator"]), (row["numerator"], row["denominator"])
    return [
        row["area_name"],
        *(f"{w.count(n)}/{w.count(of)}" for n, of in counts),
        *(w.points(row[column]) for column in _SPLIT[2:]),
    ]
