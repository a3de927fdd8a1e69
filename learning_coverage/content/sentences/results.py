"""The result of an indicator in the wording of reports, and for readers who cannot see a chart."""

from learning_coverage.config import Config, Indicator
from learning_coverage.content import row_texts
from learning_coverage.queries.rows import FigureRow
from learning_coverage.statuses import display_status
from learning_coverage.wording import Wording


def describe_result(row: FigureRow, config: Config, w: Wording) -> str:
    """An indicator in the wording of reports: counts, share against the target, change since the year before."""
    indicator = config.indicators[row["indicator_id"]]
    named = {"title": w.translate(indicator.name), "year": row["year"], "milestone": row["milestone_year"]}
    if row["status"] in ("no_data", "not_applicable"):
        return w(f"result.{display_status(row)}", **named)
    if row["kind"] == "grade":
        return w("result.grade", grade=row["grade"], goal=indicator.targets[row["milestone_year"]], **named)
    if row["is_single"]:
        return w("result.yes_no", status=row_texts.format_status(row, w).lower(), **named)
    counts = _format_counts(row, indicator, w)
    if row["status"] == "incomplete":
        return w("result.incomplete", reported=row["reported"], expected=row["expected"], counts=counts, **named)
    return (
        w("result.counts", counts=counts, against=_compare_with_target(row, w), **named)
        + (w("result.provisional", reported=row["reported"], expected=row["expected"]) if row["provisional"] else "")
        + _describe_change(row, indicator, w)
    )


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


def _describe_change(row: FigureRow, indicator: Indicator, w: Wording) -> str:
    """The change since the previous year, over the same villages and by one denominator; where the denominator changed,
    with the previous share by the present one.
    """
    if row["change"] is None:
        return ""
    direction = "up" if row["change"] > 0 else "down" if row["change"] < 0 else "same"
    points, since = row_texts.format_size_of_change(row, w), row["previous_year"]
    same = row_texts.format_compared(row, w)
    change = w(f"result.{direction}", points=points, since=since, same=f"{same} " if same else "")
    if row["previous_year"] is None or indicator.denominator_in(row["previous_year"]) == row["denominator_kind"]:
        return change
    return change + w("result.restated", since=since, share=row_texts.format_previous(row, w))


def describe_series(row: FigureRow, config: Config, w: Wording) -> str:
    """A chart of an area's years of a title, for readers who cannot see it."""
    title, target = w.translate(config.indicators[row["indicator_id"]].name), w.share(row["target"], 0)
    if row["coverage"] is None:
        return w("figure.series_alt_silent", title=title, year=row["year"], status=row_texts.format_status(row, w))
    return w(
        "figure.series_alt",
        title=title,
        year=row["year"],
        share=row_texts.format_share(row, w),
        target=target,
        milestone=row["milestone_year"],
        status=row_texts.format_status_with_reported(row, w, lower=False),
    )
