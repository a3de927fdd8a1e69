"""Content of the scenarios on the trajectory page: what if every village gained so much a year."""

from typing import Any

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.queries import pace, quotas
from learning_coverage.queries.rows import QuotaNeedRow, WhatIfRow
from learning_coverage.ui.page.frame import Page
from learning_coverage.wording import Wording

SHORT_NAMES = 8  # villages named before the others are counted


def find_needed_gain(page: Page, indicator: Indicator, year: int, area: str, way: str) -> int | None:
    """The smallest gain a year with which the area reaches the first milestone after the year.

    That of the commune for an area without figures; None if no year is left, or nobody has figures.
    """
    needed = {row["area_id"]: row["amount"] for row in pace.needed_gain(page.figures, year, indicator.id, way)}
    return needed.get(area, needed.get(page.config.scope_id))


def build_context(
    page: Page, indicator: Indicator, year: int, area: str, way: str | None, extra: str | None, closing: str | None
) -> dict[str, Any]:
    """Values of the template `progress/trajectory_what_if`: the path of the area, and which villages reach the target;
    with `extra` units a year, or `closing` percent a year of what is missing. Without a `way` there is no scenario.
    """
    w = page.w
    if way is None:
        return {"w": w, "indicator": indicator, "year": year, "commune": None}
    amount = int(extra or closing or 0)
    rows = pace.what_if(page.figures, year, indicator.id, way, amount)
    *villages, needs = quotas.needs(page.figures, year, indicator.id, quotas.VILLAGES)
    last = [row for row in rows if row["year"] == row["milestone_year"]]
    others = [row for row in last if row["area_id"] != page.config.scope_id]
    commune = next(row for row in last if row["area_id"] == page.config.scope_id)
    is_shown = area != page.config.scope_id or needs["is_enough"]
    more = w(f"trajectory.more.{way}", n=amount, unit=w.unit(indicator.unit, amount))
    return {
        "w": w,
        "more": more,
        "name": f"neu-them-{amount}-{way}-{indicator.id}",
        "indicator": indicator,
        "year": year,
        "area": page.basis.area_names[area],
        "source": page.basis.source,
        "years": queries.coverage(page.figures, area=area, indicator=indicator.id),
        "breaks": page.basis.list_breaks(indicator.id, area),
        "projected": [
            {"year": row["year"], "share": row["share"]} for row in rows if row["area_id"] == area and is_shown
        ],
        "commune": commune,
        "finding": _compose_finding(w, commune, needs, more if amount else "", year),
        "reaching": [row for row in others if row["reach_year"] is not None],
        "short": [row["area_name"] for row in others if row["reach_year"] is None],
        "short_limit": SHORT_NAMES,
        "without_data": [row for row in villages if not row["has_data"]],
        "has_other_villages": {row["area_id"] for row in villages}
        != {row["area_id"] for row in queries.villages(page.figures, year)},
        "denominator": indicator.denominator_of(commune["milestone_year"]),
        "head": [w(f"trajectory.{name}") for name in ("village", "at_milestone", "reach")],
        "rows": [_format_row(w, row, "") for row in others]
        + ([_format_row(w, commune, _format_over(w, needs))] if needs["is_enough"] else []),
    }


def _format_over(w: Wording, needs: QuotaNeedRow) -> str:
    """Over how many of the villages the scenario is; empty where all have figures."""
    if needs["reported"] == needs["expected"]:
        return ""
    return w("figure.reported", reported=needs["reported"], expected=needs["expected"])


def _compose_finding(w: Wording, commune: WhatIfRow, needs: QuotaNeedRow, more: str, year: int) -> str:
    """Whether the commune reaches the target under this condition, and over how many villages that is."""
    condition = w("trajectory.if", n=more) if more else w("trajectory.if_nothing")
    if not needs["is_enough"]:
        return condition + w("trajectory.too_few", reported=needs["reported"], expected=needs["expected"], year=year)
    over = _format_over(w, needs)
    values = {
        "target": w.share(commune["target"], 0),
        "milestone": commune["milestone_year"],
        "share": w.share(commune["share"], target=commune["target"]),
        "when": str(commune["reach_year"]),
        "over": over,
    }
    key = (
        "fall_short" if commune["reach_year"] is None else "make_it" if commune["reach_year"] > year else "reached_now"
    )
    return condition + w(f"trajectory.{key}{'_known' if over else ''}", **values)


def _format_row(w: Wording, row: WhatIfRow, over: str) -> list[str]:
    name = f"{row['area_name']} ({over})" if over else row["area_name"]
    return [name, w.share(row["share"], target=row["target"]), str(row["reach_year"] or w.count(None))]
