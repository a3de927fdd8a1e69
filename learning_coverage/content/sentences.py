"""Findings, a sentence each."""

from collections.abc import Sequence

from learning_coverage.config import Config, Indicator
from learning_coverage.content import row_texts
from learning_coverage.queries.rows import FigureRow, HeadlineRow, LaggingRow, ReportingRow
from learning_coverage.statuses import display_status
from learning_coverage.wording import Wording


def describe_overview(rows: list[HeadlineRow], year: int, config: Config, w: Wording) -> str:
    """How many villages lag in the first title in which any lags, and how many units the commune misses."""
    if not any(row["reported"] for row in rows):
        return w("finding.no_data", year=year)
    known = [row for row in rows if row["reported"]]
    row = next((row for row in known if row["lagging"]), next((row for row in known if row["not_met"]), known[0]))
    indicator = config.indicators[row["indicator_id"]]
    values = {**row, "title": w.translate(indicator.name), "year": year, "milestone": int(row["milestone_year"])}
    return w(f"finding.{_choose_finding(row, year)}", **values) + _describe_shortfall(
        row, w.unit(indicator.unit, row["missing"]), w
    )


def _choose_finding(row: HeadlineRow, year: int) -> str:
    if row["lagging"]:
        return "due" if year >= row["milestone_year"] else "lagging"
    return "not_met" if row["not_met"] else "none"


def _describe_shortfall(row: HeadlineRow, unit: str, w: Wording) -> str:
    """How many units the commune misses in the same title; empty where it has no figure."""
    if row["missing"] is None:
        return ""
    target, milestone = w.share(row["target"], 0), int(row["milestone_year"])
    if row["status"] == "met":
        return w("finding.commune_met", target=target, milestone=milestone)
    return w("finding.commune_missing", missing=row["missing"], unit=unit, target=target, milestone=milestone)


def describe_matrix(rows: list[HeadlineRow], title: str | None, year: int, config: Config, w: Wording) -> str:
    """How many villages lag in each title, or in the chosen one."""
    if not any(row["reported"] for row in rows):
        return w("finding.no_data", year=year)
    parts = [
        w(
            "finding.matrix_not_met" if row["not_met"] else "finding.matrix_lags",
            title=w.translate(
                config.indicators[row["indicator_id"]].short if title is None else config.indicators[title].name
            ),
            n=row["not_met"] or row["lagging"],
            of=row["villages"],
        )
        for row in rows
        if title in (None, row["indicator_id"])
    ]
    return w("finding.matrix", year=year, parts=" · ".join(parts))


def describe_title(rows: list[HeadlineRow], commune: FigureRow, config: Config, w: Wording) -> str:
    """How many villages lag and how many units the commune misses; status and share of a title of the commune."""
    indicator = config.indicators[commune["indicator_id"]]
    status = w(f"status.{commune['status']}").lower()
    named = {"title": w.translate(indicator.name), "year": commune["year"], "status": status}
    if commune["status"] == "no_data":
        return w("finding.title_silent", **named)
    if commune["kind"] == "grade":
        return w("finding.title_grade", grade=commune["grade"], **named)
    own = next((row for row in rows if row["indicator_id"] == indicator.id), None)
    if own is None:
        unit = w.unit(indicator.unit, commune["denominator"])
        share = row_texts.format_share(commune, w)
        n, of = commune["numerator"], commune["denominator"]
        return w("finding.title_commune", share=share, n=n, of=of, unit=unit, **named)
    lag = w("finding.lags_not_met" if own["not_met"] else "finding.lags")
    sentence = w("finding.title", n=own["not_met"] or own["lagging"], of=own["villages"], lag=lag, **named)
    return sentence + _describe_shortfall(own, w.unit(indicator.unit, own["missing"]), w)


def describe_village(
    reporting: ReportingRow, lagging: Sequence[LaggingRow], year: int, config: Config, w: Wording
) -> str:
    """How many of its titles a village meets, and its most urgent title."""
    name = reporting["area_name"]
    if not reporting["judged_titles"]:
        return w("finding.village_silent", village=name, year=year)
    met = w("finding.village_met", village=name, year=year, met=reporting["met_titles"], of=reporting["judged_titles"])
    urgent = next((row for row in lagging if row["area_id"] == reporting["area_id"]), None)
    return met + (_describe_urgent(urgent, config, w) if urgent else "")


def _describe_urgent(row: FigureRow, config: Config, w: Wording) -> str:
    indicator = config.indicators[row["indicator_id"]]
    return w(
        "finding.village_not_yet" if row["is_single"] else "finding.village_lags",
        title=w.translate(indicator.name),
        status=w(f"status.{row['status']}").lower(),
        missing=row["missing"],
        unit=w.unit(indicator.unit, row["missing"]),
    )


def describe_result(row: FigureRow, config: Config, w: Wording) -> str:
    """An indicator in the wording of reports: counts, share against the target, change since the year before."""
    indicator = config.indicators[row["indicator_id"]]
    named = {"title": w.translate(indicator.name), "year": row["year"], "milestone": row["milestone_year"]}
    status = w(f"status.{display_status(row)}").lower()
    if row["status"] in ("no_data", "not_applicable"):
        return w("result.nothing", status=status, **named)
    if row["kind"] == "grade":
        return w("result.grade", grade=row["grade"], goal=indicator.targets[row["milestone_year"]], **named)
    if row["is_single"]:
        return w("result.yes_no", status=status, **named)
    return w(
        "result.counts", counts=_format_counts(row, indicator, w), against=_compare_with_target(row, w), **named
    ) + _describe_change(row, w)


def _format_counts(row: FigureRow, indicator: Indicator, w: Wording) -> str:
    unit = w.unit(indicator.unit, row["denominator"])
    share = row_texts.format_share(row, w)
    return w(
        "result.of" if indicator.title else "result.of_other",
        n=row["numerator"],
        of=row["denominator"],
        unit=unit,
        share=share,
    )


def _compare_with_target(row: FigureRow, w: Wording) -> str:
    """The distance to the target in points; "just met" without distance, and no 0,0 beside a missed target."""
    target, distance = w.share(row["target"], 0), row_texts.format_target_gap(row, w)
    if row["status"] == "met":
        return w("result.over" if row["target_gap"] else "result.just", target=target, points=distance)
    return w("result.short", target=target, points=distance, missing=row["missing"])


def _describe_change(row: FigureRow, w: Wording) -> str:
    if row["change"] is None:
        return ""
    direction = "up" if row["change"] > 0 else "down" if row["change"] < 0 else "same"
    return w(f"result.{direction}", points=row_texts.format_size_of_change(row, w), since=row["previous_year"])


def describe_series(row: FigureRow, config: Config, w: Wording) -> str:
    """A chart of an area's years of a title, for readers who cannot see it."""
    return w(
        "figure.series_alt",
        title=w.translate(config.indicators[row["indicator_id"]].name),
        year=row["year"],
        share=row_texts.format_share(row, w),
        target=w.share(row["target"], 0),
        milestone=row["milestone_year"],
        status=w(f"status.{display_status(row)}"),
    )
