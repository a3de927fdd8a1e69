"""Rows of coverage as values of the Typst templates: shares 0..1 as positions, numbers as texts."""

from collections.abc import Sequence
from typing import Any

from learning_coverage.config import Indicator
from learning_coverage.content import row_texts
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.table import Column, Status, Table, format_cell
from learning_coverage.queries.rows import FigureRow
from learning_coverage.wording import Wording

Values = dict[str, Any]  # plain values, as JSON holds them
SHORT_TEXT, LONG_TEXT = 16, 120  # letters: columns of longer texts share the width that shorter ones leave
SIGN_LETTERS = 3  # width of a sign, in letters


def build_status_style(status: Status, w: Wording) -> Values:
    """Sign, word and colours of a status; a provisional or incomplete one is outlined instead of filled."""
    sign, _, word = format_cell(status, w).partition(" ")
    style = status.style
    look = {"fill": style.colour, "ink": style.ink, "edge": style.edge, "outlined": status.is_outlined}
    return {"sign": sign, "word": word, **look}


def build_verdict(row: FigureRow, w: Wording) -> Values:
    """Sign, word and colours of the status of a row."""
    return build_status_style(row_texts.build_status(row), w)


def build_target_marks(indicator: Indicator, w: Wording) -> list[Values]:
    """Positions and texts of the targets on a bar, without duplicates; none for a grade."""
    shares = {target / 100 for target in indicator.targets.values() if isinstance(target, int)}
    return [{"at": share, "text": w.share(share, 0)} for share in sorted(shares)]


def build_bar(row: FigureRow, basis: Basis) -> Values | None:
    """A bullet bar; None without a share: a grade, a yes or no of one area."""
    w = basis.w
    if row["kind"] == "grade" or row["is_single"]:
        return None
    return {
        "style": build_verdict(row, w),
        "share": row["coverage"],
        "planned": None if row["status"] == "incomplete" else row["planned"],
        "ago": row["previous_coverage"],
        "marks": build_target_marks(basis.config.indicators[row["indicator_id"]], w),
        "alt": _describe_bar(row, w),
    }


def _describe_bar(row: FigureRow, w: Wording) -> str:
    """A bar for readers who cannot see it; of a sum that is not over all villages, over how many it is."""
    target, milestone = w.share(row["target"], 0), row["milestone_year"]
    bar = w("figure.bullet_alt", share=row_texts.format_share(row, w), target=target, milestone=milestone)
    reported = row_texts.format_reported(row, w)
    return " · ".join((bar, row_texts.format_status(row, w), reported)) if reported else bar


def build_coverage(row: FigureRow, answers: Answers) -> Values:
    """An indicator of an area in a year: name, value, counts, status, notes and bar."""
    basis, indicator = answers.basis, answers.basis.config.indicators[row["indicator_id"]]
    return {
        "name": basis.w.translate(indicator.name),
        "value": row_texts.format_value(row, basis.w),
        "counts": row_texts.format_counts_with_unit(row, indicator, basis.w),
        "reported": row_texts.format_reported(row, basis.w),
        "missing": row_texts.format_missing(row, indicator, basis.w),
        "style": build_verdict(row, basis.w),
        "facts": [*row_texts.list_notes(row, indicator, basis.w), *answers.list_past_verdicts(row)],
        "bar": build_bar(row, basis),
    }


def build_cell(row: FigureRow | None, basis: Basis, *, detailed: bool) -> Values | None:
    """A cell of a matrix; None where the village does not exist. `detailed`: with the counts below the share.

    Below the share of a sum that is not over all villages it says over how many."""
    if row is None:
        return None
    w, own_verdict = basis.w, build_verdict(row, basis.w)
    reported = row_texts.format_reported(row, w)
    if row["is_single"] or row["coverage"] is None:
        return {"style": own_verdict, "text": own_verdict["word"] if detailed else "", "small": reported}
    lines = [_format_details(row, w), _name_doubt(row, w), reported] if detailed else [reported]
    small = "\n".join(line for line in lines if line)
    return {"style": own_verdict, "text": w.share(row["coverage"], 0, row["target"]), "small": small}


def _format_details(row: FigureRow, w: Wording) -> str:
    """Counts and missing units."""
    short = w("paper_pdf.short", n=row["missing"]) if row["missing"] else ""
    return " · ".join(text for text in (row_texts.format_counts(row, w), short) if text)


def _name_doubt(row: FigureRow, w: Wording) -> str:
    """The word of a status that is no verdict about all villages; empty for a verdict."""
    return row_texts.format_status(row, w) if row["provisional"] else ""


def build_table(data: Table | None, w: Wording) -> Values:
    """A table for a template; a table without rows is not rendered."""
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
    """`letters` of the longest text or the label on two lines, `cells` of the longest text, `weight` of a long text."""
    longest = max((len(cell["text"]) + (SIGN_LETTERS if cell["style"] else 0) for cell in cells), default=0)
    label = max(*map(len, column.label.split()), -(-len(column.label) // 2))
    is_text = not column.is_number and longest > SHORT_TEXT and not any(cell["style"] for cell in cells)
    return {
        "label": column.label,
        "number": column.is_number,
        "letters": max(longest, label),
        "cells": longest,
        "weight": min(longest, LONG_TEXT) if is_text else 0,
    }


def _build_table_cell(item: Any, w: Wording) -> Values:
    return {"text": format_cell(item, w), "style": build_status_style(item, w) if isinstance(item, Status) else None}
