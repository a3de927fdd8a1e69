"""Content of the page of one title: the villages in one of several charts, and the commune's years."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from learning_coverage import queries
from learning_coverage.charts.scales import milestone_marks
from learning_coverage.config import Indicator
from learning_coverage.content import row_texts, sentences
from learning_coverage.queries import titles as title_queries
from learning_coverage.queries.rows import CoverageRow, SignUpRow, VillageRow, YearOnYearRow
from learning_coverage.ui.page import figure_table
from learning_coverage.ui.page.choices import label_options
from learning_coverage.ui.page.declaration import Cell, Choice
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.progress import series
from learning_coverage.ui.progress.series import Series
from learning_coverage.wording import Wording

CHART_KINDS = ("standing", "years", "sign_up", "change")


def chart_kinds_of(indicator: Indicator) -> tuple[str, ...]:
    """The charts of a title counted by village. A yes or no has neither shares nor sign-ups, so only the first."""
    if indicator.level != "village":
        return ()
    return CHART_KINDS if indicator.kind == "share" else CHART_KINDS[:1]


CHART = Choice(
    "picture", lambda page, values: label_options(page, "picture", chart_kinds_of(values["title"])), "buttons"
)


def compose_title(page: Page, indicator: Indicator, year: int) -> str:
    """The finding: how many villages lag, and how much the commune misses."""
    headline = queries.headline(page.figures, year)
    commune = queries.coverage(page.figures, area=page.config.scope_id, indicator=indicator.id, year=year)
    return sentences.describe_title(headline, commune[0], page.config, page.w)


def load_villages(page: Page, indicator: Indicator, year: int, order: str | None) -> list[VillageRow]:
    """The villages in the order asked for; none for a title of the commune as a whole, which has no order."""
    return queries.villages(page.figures, year, indicator=indicator.id, order=order) if order else []


def find_same_unit(page: Page, indicator: Indicator) -> list[Indicator]:
    """The commune's titles counted in the unit of this one, itself included; shown side by side, never added."""
    return [
        other
        for other in page.config.indicators.values()
        if other.title and other.level == "commune" and other.unit == indicator.unit
    ]


def build_same_unit_cells(page: Page, indicator: Indicator, year: int) -> list[Cell]:
    """A title of the commune and those counted in the same unit; none for a title counted by village."""
    if indicator.level == "village":
        return []
    return [
        Cell(f"commune-{other.id}", build_commune_context(page, other, year))
        for other in find_same_unit(page, indicator)
    ]


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
        "breaks": page.basis.list_breaks(indicator.id, page.config.scope_id),
        "alt": sentences.describe_series(row, page.config, page.w),
        "source": page.basis.source,
        "verdicts": [verdict for verdict in verdicts if verdict["indicator_id"] == indicator.id],
        **figure_table.build(
            page, page.w("filter.year"), known, lambda other: series.name_year(page, other["year"], year)
        ),
    }


def build_villages_context(
    page: Page, indicator: Indicator, year: int, chart: str, villages: list[VillageRow]
) -> dict[str, Any]:
    """Values of the template `progress/titles/<chart>`: the villages in their order, each with its years."""
    order = [row["area_id"] for row in villages]
    found = {area: years for (area, _), years in series.load(page, year, order, indicator.id).items()}
    years = {area: found[area].rows for area in order}
    current_rows = [row for area in order for row in years[area] if row["year"] == year]
    return {
        "w": page.w,
        "year": year,
        "indicator": indicator,
        "marks": milestone_marks(indicator),
        "rows_now": current_rows,
        "years": years,
        "all_years": [row for rows in years.values() for row in rows],
        "span": _find_span(found.values()),
        "former": {area: list(found[area].former) for area in order},
        "breaks": {area: page.basis.list_breaks(indicator.id, area) for area in order},
        "source": page.basis.source,
        **_build_chart_context(page, indicator, chart, current_rows, years, year),
    }


def _find_span(found: Iterable[Series]) -> tuple[int, int]:
    """The first and the last year of several series, the scale they share; (0, 0) without any."""
    years = [row["year"] for one in found for row in (*one.former, *one.rows)]
    return min(years, default=0), max(years, default=0)


def _build_chart_context(
    page: Page,
    indicator: Indicator,
    chart: str,
    current_rows: list[CoverageRow],
    years: dict[str, Sequence[CoverageRow]],
    year: int,
) -> dict[str, Any]:
    """Values of one chart only, and the table of its numbers."""
    w = page.w
    order = list(years)
    if chart == "sign_up":
        sign_ups = title_queries.sign_up(page.figures, year, indicator.id)
        steps = [row for row in sign_ups if row["area_id"] in order]
        steps.sort(key=lambda row: order.index(row["area_id"]))
        head = [w("filter.village"), *(w(f"counts.{column}") for column in _FUNNEL_COLUMNS)]
        return {
            "steps": steps,
            "head": head,
            "rows": [_format_funnel(row, w) for row in steps],
        }
    if chart == "change":
        splits = title_queries.year_on_year(page.figures, indicator=indicator.id, year=year)
        by_area = {row["area_id"]: row for row in splits}
        return {
            "changes": {
                row["area_id"]: _describe_change(page, row, years[row["area_id"]], by_area) for row in current_rows
            },
            "head": [w("filter.village"), *(w(f"titles.split.{column}") for column in _SPLIT_COLUMNS)],
            "rows": [
                _format_split(row, by_area[row["area_id"]], page) for row in current_rows if row["area_id"] in by_area
            ],
        }
    return figure_table.build(page, w("filter.village"), current_rows, lambda row: row["area_name"])


_FUNNEL_COLUMNS = ("total", "registered", "recognised", "not_registered", "waiting")


def _format_funnel(row: SignUpRow, w: Wording) -> list[str]:
    counts = row["total"], row["registered"], row["recognised"], row["not_registered"], row["waiting"]
    return [row["area_name"], *map(w.count, counts)]


_SPLIT_COLUMNS = ("before", "now", "change", "by_recognised", "by_total")


def _format_split(row: CoverageRow, split: YearOnYearRow, page: Page) -> list[str]:
    w = page.w
    counts = (split["previous_numerator"], split["previous_denominator"]), (split["numerator"], split["denominator"])
    return [
        row["area_name"],
        *(f"{w.count(n)}/{w.count(of)}" for n, of in counts),
        row_texts.format_points(row, w),
        *row_texts.format_split(row, split, w),
    ]


@dataclass(frozen=True)
class Change:
    """A village in the chart of changes: its text, its latest earlier row with a figure, and whether it is compared."""

    text: str
    ago: CoverageRow | None
    is_compared: bool = False


def _describe_change(
    page: Page, row: CoverageRow, years: Sequence[CoverageRow], splits: Mapping[str, YearOnYearRow]
) -> Change:
    """The change and what made it, or what is missing to compare."""
    w = page.w
    earlier = [other for other in years if other["year"] < row["year"] and other["coverage"] is not None]
    ago = earlier[-1] if earlier else None
    if split := splits.get(row["area_id"]):
        by_recognised, by_total = row_texts.format_split(row, split, w)
        return Change(w("titles.why", recognised=by_recognised, total=by_total), ago, is_compared=True)
    if row["coverage"] is None:
        key = "titles.missing_now" if ago else "titles.missing_both"
    else:
        key = "titles.not_alike" if ago else "titles.missing_ago"
    since = ago["year"] if ago else row["year"] - 1
    return Change(w(key, year=row["year"], since=since, share=row_texts.format_share(ago, w) if ago else ""), ago)
