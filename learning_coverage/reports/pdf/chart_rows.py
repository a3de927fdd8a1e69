"""Rows of coverage as the templates draw them: a share is a place in a picture, every number is a text beside it."""

from collections.abc import Iterable, Sequence
from typing import Any

from learning_coverage.config import Indicator
from learning_coverage.content.basis import Basis
from learning_coverage.content.table import Column, Status, Table, format_cell
from learning_coverage.queries.rows import FigureRow
from learning_coverage.statuses import STATUS_STYLES
from learning_coverage.statuses import display_status as status_of
from learning_coverage.wording import Wording

Values = dict[str, Any]  # plain values, as JSON holds them
SHORT_TEXT, LONG_TEXT = 16, 120  # letters: a column of shorter texts is as wide as they are; longer ones share the rest
SIGN_LETTERS = 3  # letters a sign takes before its word


def build_status_style(status: str, w: Wording) -> Values:
    """A verdict as sign, word and colour."""
    style = STATUS_STYLES[status]
    return {"sign": style.sign, "word": w(f"status.{status}"), "fill": style.colour, "ink": style.ink}


def build_verdict(row: FigureRow, w: Wording) -> Values:
    """The look of a row's own verdict."""
    return build_status_style(status_of(row), w)


def build_target_marks(indicator: Indicator, w: Wording) -> list[Values]:
    """The targets on a bar, equal ones once; a grade has none."""
    shares = {target / 100 for target in indicator.targets.values() if isinstance(target, int)}
    return [{"at": share, "text": w.share(share, 0)} for share in sorted(shares)]


def build_bar(row: FigureRow, basis: Basis) -> Values | None:
    """A bullet bar; None where there is no share to show: a grade, a yes or no of one area."""
    w = basis.w
    if row["kind"] == "grade" or row["is_single"]:
        return None
    return {
        "look": build_verdict(row, w),
        "share": row["coverage"],
        "planned": row["planned"],
        "ago": row["previous_coverage"],
        "marks": build_target_marks(basis.config.indicators[row["indicator_id"]], w),
        "alt": w(
            "figure.bullet_alt",
            share=w.share(row["coverage"], target=row["target"]),
            target=w.share(row["target"], 0),
            milestone=row["milestone_year"],
        ),
    }


def build_coverage(row: FigureRow, basis: Basis, verdicts: Iterable[FigureRow] = ()) -> Values:
    """Where one indicator of an area stands in a year: name, value, counts, verdict and what else is to be said."""
    indicator = basis.config.indicators[row["indicator_id"]]
    return {
        "name": basis.w.translate(indicator.name),
        "value": format_value(row, basis.w),
        "counts": _append_unit(format_counts(row, basis.w), basis.w.unit(indicator.unit, row["denominator"])),
        "missing": format_missing(row, indicator, basis.w),
        "look": build_verdict(row, basis.w),
        "facts": [*_list_notes(row, indicator, basis.w), *list_past_verdicts(row, verdicts, basis.w)],
        "bar": build_bar(row, basis),
    }


def format_value(row: FigureRow, w: Wording) -> str:
    """The share, or the grade; a yes or no of one area has only its verdict."""
    if row["kind"] == "grade":
        return row["grade"] or w.count(None)
    return "" if row["is_single"] else w.share(row["coverage"], target=row["target"])


def format_counts(row: FigureRow, w: Wording) -> str:
    """Recognised/total; nothing where there is no count to show."""
    if row["kind"] == "grade" or row["is_single"] or row["numerator"] is None or row["denominator"] is None:
        return ""
    return f"{w.count(row['numerator'])}/{w.count(row['denominator'])}"


def _append_unit(counted: str, unit: str) -> str:
    return counted and f"{counted} {unit}"


def format_missing(row: FigureRow, indicator: Indicator, w: Wording) -> str:
    """How many units are short; nothing where none is, or where one area is asked yes or no."""
    if not row["missing"] or row["kind"] == "grade" or row["is_single"]:
        return ""
    return w("overview.short", n=row["missing"], unit=w.unit(indicator.unit, row["missing"]))


def _list_notes(row: FigureRow, indicator: Indicator, w: Wording) -> list[str]:
    if row["kind"] == "grade":
        return [w("overview.grade_target", grade=indicator.targets[row["milestone_year"]])]
    if row["is_single"] or row["coverage"] is None:
        return []
    notes = []
    if row["missing"]:
        unit = w.unit(indicator.unit, row["missing"])
        notes.append(w("overview.missing", n=row["missing"], unit=unit, milestone=row["milestone_year"]))
    if row["planned"] is not None:
        notes.append(w("overview.planned", share=w.share(row["planned"])))
    if row["change"] is not None:
        change = w("overview.change", points=w.points(row["change"]), year=row["previous_year"])
        notes.append(f"{change} ▼" if row["declined"] else change)
    if indicator.has_two_denominators and row["coverage_of_registered"] is not None:
        both = {"total": w.share(row["coverage_of_total"]), "registered": w.share(row["coverage_of_registered"])}
        notes.append(w(f"readings.{row['denominator_kind']}", **both))
    return notes


def list_past_verdicts(row: FigureRow, verdicts: Iterable[FigureRow], w: Wording) -> list[str]:
    """How the milestones before this year ended."""
    own = (found for found in verdicts if found["indicator_id"] == row["indicator_id"])
    return [w(f"verdict.{found['status']}", milestone=found["year"]) for found in own]


def build_cell(row: FigureRow | None, basis: Basis, *, detailed: bool) -> Values | None:
    """A cell of a matrix; None where the village was not there. `detailed`: with the counts under the share."""
    if row is None:
        return None
    w = basis.w
    own_verdict = build_verdict(row, w)
    if row["is_single"] or row["coverage"] is None:
        return {"look": own_verdict, "text": own_verdict["word"] if detailed else "", "small": ""}
    short = w("paper_pdf.short", n=row["missing"]) if row["missing"] else ""
    small = " · ".join(text for text in (format_counts(row, w), short) if text) if detailed else ""
    return {"look": own_verdict, "text": w.share(row["coverage"], 0, row["target"]), "small": small}


def build_table(data: Table | None, w: Wording) -> Values:
    """A table for a template; without rows it is not drawn."""
    if data is None:
        return {"title": "", "columns": [], "groups": [], "rows": [], "sum": [], "notes": []}
    lines = [[_build_table_cell(item, w) for item in line] for line in data.all_rows]
    return {
        "title": data.title,
        "columns": [_build_column(column, [line[at] for line in lines]) for at, column in enumerate(data.columns)],
        "groups": [{"label": label, "span": span} for label, span in data.groups],
        "rows": lines[: len(data.rows)],
        "sum": lines[len(data.rows)] if data.sum is not None else [],
        "notes": data.notes,
    }


def _build_column(column: Column, cells: Sequence[Values]) -> Values:
    """`letters` of its longest text or its label on two lines, `cells` without the label; `weight` of a long text."""
    longest = max((len(cell["text"]) + (SIGN_LETTERS if cell["look"] else 0) for cell in cells), default=0)
    label = max(*map(len, column.label.split()), -(-len(column.label) // 2))
    is_text = not column.is_number and longest > SHORT_TEXT and not any(cell["look"] for cell in cells)
    return {
        "label": column.label,
        "number": column.is_number,
        "letters": max(longest, label),
        "cells": longest,
        "weight": min(longest, LONG_TEXT) if is_text else 0,
    }


def _build_table_cell(item: Any, w: Wording) -> Values:
    return {"text": format_cell(item, w), "look": build_status_style(item.id, w) if isinstance(item, Status) else None}
