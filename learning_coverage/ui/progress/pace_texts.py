"""Texts of one row of the pace: the finding, the verdict, the pace needed and the pace there is."""

from typing import Any

from learning_coverage.config import Indicator
from learning_coverage.content.row_texts import format_compared, format_reported
from learning_coverage.queries.rows import PaceRow
from learning_coverage.statuses import STATUS_STYLES
from learning_coverage.wording import Wording

# The style of a verdict is that of the status it resembles.
VERDICT_STYLES = {
    "met": STATUS_STYLES["met"],
    "falls_below": STATUS_STYLES["behind"],
    "in_time": STATUS_STYLES["on_track"],
    "not_in_time": STATUS_STYLES["far_behind"],
    "missed": STATUS_STYLES["missed"],
    "incomplete": STATUS_STYLES["incomplete"],
    "unknown": STATUS_STYLES["no_data"],
}


def choose_verdict(row: PaceRow) -> str:
    """One of VERDICT_STYLES, about the milestone of the row."""
    if row["status"] == "incomplete":
        return "incomplete"
    if not row["years_left"]:
        return "met" if row["missing"] == 0 else "missed"
    if row["missing"] == 0:
        return "falls_below" if row["in_time"] is False else "met"
    if row["reason"] or row["in_time"] is None:
        return "unknown"
    return "in_time" if row["in_time"] else "not_in_time"


def format_verdict(row: PaceRow, w: Wording) -> str:
    """The verdict in a few words, or the reason why it is unknown."""
    verdict = choose_verdict(row)
    if verdict in ("met", "missed", "incomplete"):
        return w(f"status.{verdict}")
    return w(f"trajectory.why_not.{row['reason']}") if verdict == "unknown" else w(f"trajectory.{verdict}")


def compose_finding(row: PaceRow, area_name: str, indicator: Indicator, w: Wording, *, is_commune: bool) -> str:
    """Whether the area reaches the milestone and under which condition, or why that is unknown.

    It says over how many villages it is, where not over all.
    """
    verdict = choose_verdict(row)
    is_condition = verdict in ("in_time", "not_in_time")
    words: dict[str, Any] = {
        "area": area_name.lower() if is_condition and is_commune else area_name,  # in the middle of the sentence
        "title": w.translate(indicator.name),
        "year": row["year"],
        "milestone": row["milestone_year"],
        "target": w.share(row["target"], 0),
        "reported": row["reported"],
        "expected": row["expected"],
        "since": row["since"],
        "until": str(row["year"]),
        "projected": w.share(row["projected"], target=row["target"]),
    }
    if verdict == "unknown":
        return w("trajectory.finding.unknown", reason=format_verdict(row, w), **words)
    finding = w(f"trajectory.finding.{verdict}", **words)
    if verdict == "not_in_time" and row["falls_below"]:
        finding += w("trajectory.finding.below")
    over = "" if verdict == "incomplete" else _format_over(row, w, is_projection=is_condition)
    return finding + (w("trajectory.finding.over", over=over) if over else "")


def _format_over(row: PaceRow, w: Wording, *, is_projection: bool) -> str:
    """Over how many villages a statement is: the projection over the compared ones, others over those that reported."""
    if is_projection:
        return format_compared(row, w)
    return format_reported(row, w)


def list_facts(row: PaceRow, indicator: Indicator, w: Wording) -> list[str]:
    """What is missing to the milestone, the pace it needs, the pace there is and the year it leads to."""
    facts = []
    missing, needed = row["missing"], row["needed_units"]
    if missing:
        facts.append(
            w("overview.missing", n=missing, unit=w.unit(indicator.unit, missing), milestone=row["milestone_year"])
        )
    if needed:
        points = w.magnitude(row["needed_share"])
        facts.append(w("trajectory.needs", n=needed, unit=w.unit(indicator.unit, needed), points=points))
    if row["slope"] is not None:
        facts.append(format_pace(row, indicator, w))
    if row["reach_year"] and row["years_left"]:
        facts.append(w("trajectory.reached", when=str(row["reach_year"])))
    return facts


def format_pace(row: PaceRow, indicator: Indicator, w: Wording) -> str:
    """The pace in units and in points a year. Where their signs differ, that the total changed, too."""
    units, slope = row["units"] or 0.0, row["slope"] or 0.0
    values = {
        "n": w.signed_count(units),
        "unit": w.unit(indicator.unit, 1 if abs(round(units, 1)) == 1 else None),
        "points": w.points(slope),
        "since": row["since"],
        "until": str(row["year"]),
    }
    text = w("trajectory.has_but" if units * slope < 0 else "trajectory.has", **values)
    same = format_compared(row, w)
    return f"{same}: {text}" if same else text


def list_projected(row: PaceRow) -> list[dict[str, Any]]:
    """The two ends of the projection: the share of the compared villages in the year, and at the milestone."""
    if row["slope"] is None or not row["years_left"]:
        return []
    ends = ((row["year"], row["compared_coverage"]), (row["milestone_year"], row["projected"]))
    return [{"year": year, "share": share} for year, share in ends]


def format_condition(row: PaceRow, w: Wording) -> str:
    """What the dashed line is; empty without one."""
    if not list_projected(row):
        return ""
    text = w("trajectory.condition", since=row["since"], until=str(row["year"]))
    same = format_compared(row, w)
    return f"{text} {w('trajectory.condition_over', same=same)}" if same else text
