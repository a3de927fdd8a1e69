"""Series of one area and title as values of the templates: positions by year and share, and texts."""

from collections.abc import Sequence

from learning_coverage.content import row_texts, sentences
from learning_coverage.content.answers import Answers
from learning_coverage.queries.rows import FigureRow
from learning_coverage.reports.pdf.chart_rows import Values, build_verdict
from learning_coverage.wording import Wording


def build_line(rows: Sequence[FigureRow], answers: Answers) -> Values:
    """The line of `rows`, one per year in order up to the last milestone; the alternative text is about the year."""
    basis, w, first, last = answers.basis, answers.basis.w, rows[0]["year"], rows[-1]["year"]
    indicator_id, area_id = rows[0]["indicator_id"], rows[0]["area_id"]
    known = [row for row in rows if row["coverage"] is not None]
    joined = [row for row in known if row["status"] != "incomplete"]
    before = dict(zip([row["year"] for row in joined], [None, *joined], strict=False))
    milestone_rows = [row for row in rows if row["year"] == row["milestone_year"] and row["target"] is not None]
    return {
        "first": first,
        "last": last,
        "alt": sentences.describe_series(next(row for row in rows if row["year"] == answers.year), basis.config, w),
        "ticks": [{"at": share, "text": w.share(share, 0)} for share in (0.0, 0.25, 0.5, 0.75, 1.0)],
        "labels": [_build_label(row, w) for row in rows],
        "path": [{"year": row["year"], "share": row["path"]} for row in rows if row["path"] is not None],
        "marks": [
            {"year": row["year"], "share": row["target"], "text": _format_target(row, w)} for row in milestone_rows
        ],
        "breaks": [mark for mark in answers.list_breaks(indicator_id, area_id) if first < mark["year"] <= last],
        "points": [_build_point(row, before.get(row["year"]), w) for row in known],
    }


def build_ticks(rows: Sequence[FigureRow], until: int, w: Wording) -> list[Values]:
    """Signs of a yes or no or a grade: each year up to `until`, and later years with figures."""
    return [
        {"text": str(row["year"]), "style": build_verdict(row, w), "grade": row["grade"]}
        for row in rows
        if row["status"] != "no_data" or row["year"] <= until
    ]


def _build_label(row: FigureRow, w: Wording) -> Values:
    due = row["year"] == row["milestone_year"]
    return {
        "year": row["year"],
        "due": due,
        "text": str(row["year"]) if due else w("figure.year", short=_format_short_year(row)),
    }


def _format_short_year(row: FigureRow) -> str:
    return f"{row['year'] % 100:02}"


def _format_target(row: FigureRow, w: Wording) -> str:
    return w("figure.milestone", share=w.share(row["target"], 0))


def _build_point(row: FigureRow, previous: FigureRow | None, w: Wording) -> Values:
    """`joined`: the point before; the line to it is not solid across a year without figures or a break, and there is
    none to or from a year in which too few villages reported. `small`: over how many villages the sum is, if not all.
    """
    joined = previous and {
        "year": previous["year"],
        "share": previous["coverage"],
        "solid": row["year"] - previous["year"] == 1 and row["era"] == previous["era"],
    }
    return {
        "year": row["year"],
        "share": row["coverage"],
        "joined": joined,
        "above": row["path"] is None or (row["coverage"] is not None and row["coverage"] >= row["path"]),
        "style": build_verdict(row, w),
        "text": w.share(row["coverage"], 0, row["target"]),
        "small": row_texts.format_reported(row, w),
    }
