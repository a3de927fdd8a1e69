"""The years of one area and title as a picture: places by year and share, and the texts beside them."""

from collections.abc import Sequence
from typing import Any

from learning_coverage.content.basis import Basis
from learning_coverage.reports.pdf.chart_rows import Drawn, Row, value, verdict
from learning_coverage.statuses import shown
from learning_coverage.wording import Wording


def line(rows: Sequence[Row], year: int, basis: Basis) -> Drawn:
    """A line of `rows`, one a year in order up to the last milestone; `year` is the one the sentence tells of."""
    w, first, last = basis.w, rows[0]["year"], rows[-1]["year"]
    indicator_id, area_id = rows[0]["indicator_id"], rows[0]["area_id"]
    known = [row for row in rows if row["coverage"] is not None]
    due = [row for row in rows if row["year"] == row["milestone_year"] and row["target"] is not None]
    return {
        "first": first,
        "last": last,
        "alt": _told(next(row for row in rows if row["year"] == year), basis),
        "ticks": [{"at": share, "text": w.share(share, 0)} for share in (0.0, 0.25, 0.5, 0.75, 1.0)],
        "labels": [_label(row, w) for row in rows],
        "path": [{"year": row["year"], "share": row["path"]} for row in rows if row["path"] is not None],
        "marks": [{"year": row["year"], "share": row["target"], "text": _target(row, w)} for row in due],
        "breaks": [mark for mark in basis.breaks(indicator_id, area_id) if first < mark["year"] <= last],
        "points": [_point(row, before, w) for row, before in zip(known, [None, *known], strict=False)],
    }


def ticks(rows: Sequence[Row], until: int, w: Wording) -> list[Drawn]:
    """The years of a yes or no, or of a grade, up to `until` and beyond it as far as there are figures."""
    return [
        {"text": str(row["year"]), "look": verdict(row, w), "grade": row["grade"]}
        for row in rows
        if row["status"] != "no_data" or row["year"] <= until
    ]


def _label(row: Row, w: Wording) -> Drawn:
    due = row["year"] == row["milestone_year"]
    return {"year": row["year"], "due": due, "text": str(row["year"]) if due else w("figure.year", short=_short(row))}


def _short(row: Row) -> str:
    return f"{row['year'] % 100:02}"


def _target(row: Row, w: Wording) -> str:
    return w("figure.milestone", share=w.share(row["target"], 0))


def _point(row: Row, before: Row | None, w: Wording) -> Drawn:
    """`joined` is the point before; over a year without figures or a break the line to it is not solid."""
    joined = before and {
        "year": before["year"],
        "share": before["coverage"],
        "solid": row["year"] - before["year"] == 1 and row["era"] == before["era"],
    }
    return {
        "year": row["year"],
        "share": row["coverage"],
        "joined": joined,
        "above": row["path"] is None or row["coverage"] >= row["path"],
        "look": verdict(row, w),
        "text": w.share(row["coverage"], 0, row["target"]),
    }


def _told(row: Row, basis: Basis) -> str:
    """The picture in a sentence, for those who cannot see it."""
    w: Any = basis.w
    return str(
        w(
            "figure.series_alt",
            title=w.of(basis.config.indicators[row["indicator_id"]].name),
            year=row["year"],
            share=value(row, w),
            target=w.share(row["target"], 0),
            milestone=row["milestone_year"],
            status=w(f"status.{shown(row)}"),
        )
    )
