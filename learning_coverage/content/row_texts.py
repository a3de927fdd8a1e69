"""Texts of one row of coverage: value, counts, missing units, notes."""

from collections.abc import Iterable

from learning_coverage.config import Indicator
from learning_coverage.content.table import Status, format_cell
from learning_coverage.queries.rows import FigureRow
from learning_coverage.statuses import display_status
from learning_coverage.wording import Wording


def format_value(row: FigureRow, w: Wording) -> str:
    """The share or the grade; empty for a yes or no of one area, which has only its status."""
    if row["kind"] == "grade":
        return row["grade"] or w.count(None)
    return "" if row["is_single"] else w.share(row["coverage"], target=row["target"])


def format_status(row: FigureRow, w: Wording) -> str:
    """The word of the status; a provisional verdict is marked as such."""
    return format_cell(build_status(row), w).partition(" ")[2]


def build_status(row: FigureRow) -> Status:
    """The status of a row as a cell of a table."""
    return Status(display_status(row), is_provisional(row))


def is_provisional(row: FigureRow) -> bool:
    """Whether the row has a verdict that more reports may change."""
    return row["provisional"] and row["status"] not in ("no_data", "incomplete", "not_applicable")


def format_reported(row: FigureRow, w: Wording) -> str:
    """Over how many of the villages there are the row is a sum; empty where all reported, or where it is no sum."""
    if not row["provisional"]:
        return ""
    return w("figure.reported", reported=row["reported"], expected=row["expected"])


def format_compared(row: FigureRow, w: Wording) -> str:
    """Over how many villages the change is; empty where they are all of the year, or where the row is no sum."""
    if row["compared"] is None or row["compared"] == row["expected"]:
        return ""
    return w("figure.over_same", compared=row["compared"])


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
    planned = "" if row["planned"] is None else w("overview.planned", share=w.share(row["planned"]))
    notes = (
        format_missing(row, indicator, w, "overview.missing"),
        planned,
        _describe_change(row, w),
        describe_other_share(row, indicator, w),
    )
    return [note for note in notes if note]


def _describe_change(row: FigureRow, w: Wording) -> str:
    if row["change"] is None:
        return ""
    change = w("overview.change", points=w.points(row["change"]), year=row["previous_year"])
    return f"{change} ▼" if row["declined"] else change


def describe_other_share(row: FigureRow, indicator: Indicator, w: Wording) -> str:
    """The shares by both denominators where the plan leaves open which one is meant; else empty."""
    registered = row["coverage_of_registered"]
    if not indicator.has_two_denominators or row["coverage"] is None or registered is None:
        return ""
    shares = {"total": w.share(row["coverage_of_total"]), "registered": w.share(registered)}
    return w(f"readings.{row['denominator_kind']}", **shares)


def list_verdicts(verdicts: Iterable[FigureRow], w: Wording) -> list[str]:
    """How past milestones ended, one text each."""
    return [w(f"verdict.{verdict['status']}", milestone=verdict["year"]) for verdict in verdicts]
