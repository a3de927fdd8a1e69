"""One area's coverage of one title over the years: actual solid, the path thin, milestones as points, in words."""

import pandas as pd
import plotly.graph_objects as go

from learning_coverage.statuses import LOOKS
from learning_coverage.wording import Wording

ACTUAL = "#1B5E9C"
QUIET = "#7A8794"


def figure(rows: pd.DataFrame, w: Wording) -> go.Figure:
    """`rows`: coverage of one area and indicator, a row per year; shares are drawn on a fixed axis from 0 to 1."""
    drawn = go.Figure()
    drawn.add_scatter(
        x=rows["year"],
        y=rows["path"].astype(float),
        mode="lines",
        name=w("chart.path"),
        line={"color": QUIET, "width": 1.5, "dash": "dot"},
        text=[w("chart.path_at", year=int(r.year), share=w.share(_known(r.path))) for r in rows.itertuples()],
        hoverinfo="text",
    )
    due = rows[rows["year"] == rows["milestone_year"]]
    drawn.add_scatter(
        x=due["year"],
        y=due["target"].astype(float),
        mode="markers",
        name=w("chart.milestones"),
        marker={"symbol": "line-ew-open", "size": 18, "color": QUIET, "line": {"width": 3, "color": QUIET}},
        hoverinfo="skip",
    )
    known = rows[rows["coverage"].notna()]
    drawn.add_scatter(
        x=known["year"],
        y=known["coverage"].astype(float),
        mode="lines+markers+text",
        name=w("chart.actual"),
        line={"color": ACTUAL, "width": 3},
        marker={
            "size": 11,
            "color": [LOOKS[status].colour for status in known["status"]],
            "line": {"width": 1.5, "color": ACTUAL},
        },
        text=[w.share(r.coverage, 0, r.target) for r in known.itertuples()],
        textposition=["top center" if _is_above(r) else "bottom center" for r in known.itertuples()],
        cliponaxis=False,
        hovertext=[_told(r, w) for r in known.itertuples()],
        hoverinfo="text",
    )
    return _styled(drawn, _year_labels(rows, w), w)


def _year_labels(rows: pd.DataFrame, w: Wording) -> dict[int, str]:
    """The years of the axis, short so that ten fit a phone; a milestone's target stands under its year."""
    return {
        int(r.year): w("chart.milestone", year=int(r.year), share=w.share(_known(r.target), 0))
        if r.year == r.milestone_year
        else w("chart.year", short=f"{r.year % 100:02}")
        for r in rows.itertuples()
    }


def _known(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type]


def _is_above(row: object) -> bool:
    """Whether the point lies on the upper side of the path, where its label is then free of it."""
    path = _known(row.__getattribute__("path"))
    return path is not None and row.__getattribute__("coverage") >= path


def _told(row: object, w: Wording) -> str:
    get = row.__getattribute__
    return w(
        "chart.actual_at",
        year=int(get("year")),
        share=w.share(get("coverage"), target=get("target")),
        n=int(get("numerator")),
        of=int(get("denominator")),
        status=w(f"status.{get('status')}"),
    )


def _styled(drawn: go.Figure, years: dict[int, str], w: Wording) -> go.Figure:
    drawn.update_layout(
        height=275,
        margin={"l": 44, "r": 16, "t": 8, "b": 44},
        showlegend=False,
        separators=",." if w.language == "vi" else ".,",
        hovermode="closest",
        dragmode=False,
        font={"size": 13},
        yaxis={
            "range": [0, 1.15],
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "ticktext": [w.share(share, 0) for share in (0.0, 0.25, 0.5, 0.75, 1.0)],
            "fixedrange": True,
            "zeroline": True,
        },
        xaxis={
            "tickvals": list(years),
            "ticktext": list(years.values()),
            "tickangle": 0,
            "fixedrange": True,
            "range": [min(years) - 0.5, max(years) + 0.5],
            "showgrid": False,
        },
    )
    return drawn
