"""Texts of one row of coverage: value, counts, missing units, notes.

A share of a row is printed so that it compares with its target, its plan and the previous year as the exact shares do;
a difference is that of the printed shares.
"""

from collections.abc import Iterable

from learning_coverage.config import Indicator
from learning_coverage.content.reporting import format_compared as format_compared  # noqa: PLC0414 (used as row_texts.format_compared)
from learning_coverage.content.reporting import format_reported as format_reported  # noqa: PLC0414 (used as row_texts.format_reported)
from learning_coverage.content.table import Points, Share, Status, format_cell
from learning_coverage.queries.rows import FigureRow, YearOnYearRow
from learning_coverage.rounding import to_percent
from learning_coverage.statuses import display_status
from learning_coverage.wording import Wording


def format_value(row: FigureRow, w: Wording) -> str:
    """The share or the grade; empty for a yes or no of one area, which has only its status."""
    if row["kind"] == "grade":
        return row["grade"] or w.count(None)
    return "" if row["is_single"] else format_share(row, w)


def build_share(row: FigureRow) -> Share:
    """The share of a row as a cell of a table."""
    return _build_one_of(row, "coverage")


def build_planned(row: FigureRow) -> Share:
    """The planned share of a row as a cell of a table."""
    return _build_one_of(row, "planned")


def build_previous(row: FigureRow) -> Share:
    """The share of the previous year, over the compared villages, by the denominator of the row's year."""
    return _build_one_of(row, "previous_coverage")


def build_compared(row: FigureRow) -> Share:
    """The share of the compared villages in the row's year: the share of the row, unless it has more villages."""
    return _build_one_of(row, "compared_coverage")


def build_change(row: FigureRow) -> Points:
    """The change since the previous year as a cell of a table."""
    return Points(build_compared(row), build_previous(row))


def _build_one_of(row: FigureRow, name: str) -> Share:
    """One of the shares that are printed together: share, plan and previous year; the compared and the previous share
    apart from the others where they are of other villages than the row.
    """
    own = (row["coverage"], row["planned"])
    compared = (row["compared_coverage"], row["previous_coverage"])
    is_same = row["compared_coverage"] == row["coverage"]
    together = (*own, row["previous_coverage"]) if is_same else own if name in ("coverage", "planned") else compared
    value: float | None = row[name]  # type: ignore[literal-required]
    return Share(value, row["target"], together)


def format_share(row: FigureRow, w: Wording) -> str:
    """The share of a row: 83,95% beside a plan of 84,00%."""
    return format_cell(build_share(row), w)


def format_planned(row: FigureRow, w: Wording) -> str:
    """The planned share of a row: 84,00% beside a share of 83,95%."""
    return format_cell(build_planned(row), w)


def format_previous(row: FigureRow, w: Wording) -> str:
    """The share of the previous year, over the compared villages, by the denominator of the row's year."""
    return format_cell(build_previous(row), w)


def format_points(row: FigureRow, w: Wording) -> str:
    """The change since the previous year with its sign: +4,1; the dash where nothing is compared."""
    return format_cell(build_change(row), w)


def format_size_of_change(row: FigureRow, w: Wording) -> str:
    """The change since the previous year without its sign, for texts whose verb gives the direction: 4,1."""
    points = build_change(row).printed
    return w.count(None) if points is None else w.unsigned_points(points, is_zero=not row["change"])


def format_change(row: FigureRow, w: Wording) -> str:
    """The change, since which year, and over how many villages where not over all; empty where nothing is compared."""
    if row["change"] is None:
        return ""
    change = w("overview.change", points=format_points(row, w), year=row["previous_year"])
    same = format_compared(row, w)
    return w("figure.change_over_same", same=same, change=change) if same else change


def format_split(row: FigureRow, split: YearOnYearRow, w: Wording) -> tuple[str, str]:
    """The parts of the change that the recognised units and the denominator bring, in points with their sign; they add
    up to the change as it is printed.
    """
    change = build_change(row).printed
    if change is None:
        return w.count(None), w.count(None)
    by_recognised = to_percent(split["by_recognised"], -int(change.as_tuple().exponent))
    return w.signed_points(by_recognised), w.signed_points(change - by_recognised)


def format_target_gap(row: FigureRow, w: Wording) -> str:
    """The distance to the target in points, without sign; the dash where there is no verdict."""
    return _format_distance(row, row["target_gap"], Share(row["target"]), w)


def format_gap(row: FigureRow, w: Wording) -> str:
    """The distance to the plan, or to the target where there is no plan, in points, without sign."""
    return _format_distance(row, row["gap"], Share(row["target"]) if row["planned"] is None else build_planned(row), w)


def _format_distance(row: FigureRow, gap: float | None, to: Share, w: Wording) -> str:
    share = build_share(row).printed
    if gap is None or share is None or to.printed is None:
        return w.count(None)
    return w.unsigned_points((share - to.printed).quantize(share), is_zero=not gap)


def format_status(row: FigureRow, w: Wording) -> str:
    """The word of the status; a provisional verdict is marked as such."""
    return format_cell(build_status(row), w).partition(" ")[2]


def format_status_with_reported(row: FigureRow, w: Wording, *, lower: bool = True) -> str:
    """The word of the status, by default for use in a sentence, and over how many villages where not all reported."""
    status, reported = format_status(row, w), format_reported(row, w)
    return f"{status.lower() if lower else status}{', ' if reported else ''}{reported}"


def build_status(row: FigureRow) -> Status:
    """The status of a row as a cell of a table."""
    return Status(display_status(row), is_provisional(row))


def is_provisional(row: FigureRow) -> bool:
    """Whether the row has a verdict that more reports may change."""
    return row["provisional"] and row["status"] not in ("no_data", "incomplete", "not_applicable")


def format_counts(row: FigureRow, w: Wording) -> str:
    """Recognised/total; empty where nothing is counted."""
    if row["kind"] == "grade" or row["is_single"] or row["numerator"] is None or row["denominator"] is None:
        return ""
    return f"{w.count(row['numerator'])}/{w.count(row['denominator'])}"


def format_counts_with_unit(row: FigureRow, indicator: Indicator, w: Wording) -> str:
    """Recognised/total and the unit; empty where nothing is counted."""
    counts = format_counts(row, w)
    return counts and f"{counts} {w.unit(indicator.unit, row['denominator'])}"


def format_missing(row: FigureRow, indicator: Indicator, w: Wording, key: str = "overview.short") -> str:
    """How many units are missing; empty where none is, or where nothing is counted."""
    if not row["missing"] or row["kind"] == "grade" or row["is_single"]:
        return ""
    return w(key, n=row["missing"], unit=w.unit(indicator.unit, row["missing"]), milestone=row["milestone_year"])


def list_notes(row: FigureRow, indicator: Indicator, w: Wording) -> list[str]:
    """Notes below a value: missing units, planned share, change, the share by the other denominator."""
    if row["kind"] == "grade":
        return [w("overview.grade_target", grade=indicator.targets[row["milestone_year"]])]
    if row["is_single"] or row["coverage"] is None:
        return []
    planned = "" if row["planned"] is None else w("overview.planned", share=format_planned(row, w))
    notes = (
        format_missing(row, indicator, w, "overview.missing"),
        planned,
        _describe_change(row, w),
        describe_other_share(row, indicator, w),
    )
    return [note for note in notes if note]


def _describe_change(row: FigureRow, w: Wording) -> str:
    change = format_change(row, w)
    return f"{change} ▼" if row["declined"] else change


def describe_other_share(row: FigureRow, indicator: Indicator, w: Wording) -> str:
    """The shares by both denominators where the plan leaves open which one is meant; else empty."""
    registered = row["coverage_of_registered"]
    if not indicator.has_two_denominators or row["coverage"] is None or registered is None:
        return ""
    both = (row["coverage_of_total"], registered)
    total, of_registered = (w.share(share, target=row["target"], beside=both) for share in both)
    return w(f"readings.{row['denominator_kind']}", total=total, registered=of_registered)


def list_verdicts(verdicts: Iterable[FigureRow], w: Wording) -> list[str]:
    """How past milestones ended, one text each."""
    return [format_verdict(verdict, w) for verdict in verdicts]


def format_verdict(verdict: FigureRow, w: Wording) -> str:
    """How a past milestone ended; a provisional verdict says over how many villages it is."""
    text = w(f"verdict.{verdict['status']}", milestone=verdict["year"])
    if not is_provisional(verdict):
        return text
    return text + w("finding.provisional", reported=verdict["reported"], expected=verdict["expected"])
