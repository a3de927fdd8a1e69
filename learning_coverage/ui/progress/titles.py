"""Content of the page of one title: the villages in one of several charts, and the commune's years."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from learning_coverage import queries
from learning_coverage.charts.scales import milestone_marks
from learning_coverage.config import Indicator
from learning_coverage.content import sentences
from learning_coverage.queries import titles as title_queries
from learning_coverage.queries.rows import CoverageRow, SignUpRow, YearOnYearRow
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import figure_table, pagination
from learning_coverage.ui.page.frame import Page
from learning_coverage.wording import Wording

CHART_KINDS = ("standing", "years", "sign_up", "change")


@dataclass(frozen=True)
class TitleChoice:
    """The choices of the page; `chart` is one of CHART_KINDS."""

    indicator: Indicator
    year: int
    order: str
    chart: str


def chart_kinds_of(indicator: Indicator) -> tuple[str, ...]:
    """The charts of a title. A village's yes or no has neither shares nor sign-ups, so only the first."""
    return CHART_KINDS if indicator.kind == "share" else CHART_KINDS[:1]


def find_same_unit(page: Page, indicator: Indicator) -> list[Indicator]:
    """The commune's titles counted in the unit of this one, itself included; shown side by side, never added."""
    return [
        other
        for other in page.config.indicators.values()
        if other.title and other.level == "commune" and other.unit == indicator.unit
    ]


def show_side_by_side(page: Page, indicator: Indicator, context: dict[str, Any], year: int) -> None:
    """Show a title of the commune beside those counted in the same unit."""
    others = find_same_unit(page, indicator)
    if len(others) > 1:
        st.caption(page.w("titles.side_by_side"))
    for other, place in zip(others, st.columns(max(2, len(others)), gap="large"), strict=False):
        with place:
            values = context if other == indicator else build_commune_context(page, other, year)
            templates.show("progress/titles/commune", key=f"commune-{other.id}", **values)


def build_commune_context(page: Page, indicator: Indicator, year: int) -> dict[str, Any]:
    """Values of the template `progress/titles/commune`: the commune's years of one title and its verdicts."""
    rows = queries.coverage(page.figures, area=page.config.scope_id, indicator=indicator.id)
    row = next(row for row in rows if row["year"] == year)
    verdicts = queries.milestone_verdicts(page.figures, year, page.config.scope_id)
    known = [other for other in rows if other["status"] != "no_data"]
    return {
        "w": page.w,
        "indicator": indicator,
        "row": row,
        "years": rows,
        "breaks": page.list_breaks(indicator.id, page.config.scope_id),
        "alt": sentences.describe_series(row, page.config, page.w),
        "source": page.source,
        "verdicts": [verdict for verdict in verdicts if verdict["indicator_id"] == indicator.id],
        **figure_table.build(page, page.w("filter.year"), known, lambda other: str(other["year"])),
    }


def build_villages_context(page: Page, choice: TitleChoice) -> dict[str, Any]:
    """Values of the template `progress/titles/<chart>`: the villages in the chosen order, each with its rows."""
    ordered = queries.villages(page.figures, choice.year, indicator=choice.indicator.id, order=choice.order)
    order = [row["area_id"] for row in pagination.paginate(page, ordered)]
    years: dict[str, list[CoverageRow]] = {area: [] for area in order}
    for row in queries.coverage(page.figures, areas=order, indicator=choice.indicator.id):
        years[row["area_id"]].append(row if row["year"] <= choice.year else {**row, "coverage": None})
    current_rows = [row for area in order for row in years[area] if row["year"] == choice.year]
    return {
        "w": page.w,
        "year": choice.year,
        "indicator": choice.indicator,
        "marks": milestone_marks(choice.indicator),
        "rows_now": current_rows,
        "years": years,
        "breaks": {area: page.list_breaks(choice.indicator.id, area) for area in order},
        "source": page.source,
        **_build_chart_context(page, choice, order, current_rows),
    }


def _build_chart_context(
    page: Page, choice: TitleChoice, order: list[str], current_rows: list[CoverageRow]
) -> dict[str, Any]:
    """Values of one chart only, and the table of its numbers."""
    w = page.w
    if choice.chart == "sign_up":
        sign_ups = title_queries.sign_up(page.figures, choice.year, choice.indicator.id)
        steps = [row for row in sign_ups if row["area_id"] in order]
        steps.sort(key=lambda row: order.index(row["area_id"]))
        head = [w("filter.village"), *(w(f"counts.{column}") for column in _FUNNEL_COLUMNS)]
        return {
            "steps": steps,
            "head": head,
            "rows": [_format_funnel(row, w) for row in steps],
        }
    if choice.chart == "change":
        splits = title_queries.year_on_year(page.figures, indicator=choice.indicator.id, year=choice.year)
        by_area = {row["area_id"]: row for row in splits}
        return {
            "split": by_area,
            "head": [w("filter.village"), *(w(f"titles.split.{column}") for column in _SPLIT_COLUMNS)],
            "rows": [_format_split(by_area[area], page) for area in order if area in by_area],
        }
    return figure_table.build(page, w("filter.village"), current_rows, lambda row: page.area_names[row["area_id"]])


_FUNNEL_COLUMNS = ("total", "registered", "recognised", "not_registered", "waiting")


def _format_funnel(row: SignUpRow, w: Wording) -> list[str]:
    counts = row["total"], row["registered"], row["recognised"], row["not_registered"], row["waiting"]
    return [row["area_name"], *map(w.count, counts)]


_SPLIT_COLUMNS = ("before", "now", "change", "by_recognised", "by_total")


def _format_split(row: YearOnYearRow, page: Page) -> list[str]:
    w = page.w
    counts = (row["previous_numerator"], row["previous_denominator"]), (row["numerator"], row["denominator"])
    return [
        row["area_name"],
        *(f"{w.count(n)}/{w.count(of)}" for n, of in counts),
        *map(w.points, (row["change"], row["by_recognised"], row["by_total"])),
    ]
