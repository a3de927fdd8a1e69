"""Section III: what went well and what lags, with how many villages and which."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from learning_coverage import queries
from learning_coverage.content.basis import Basis
from learning_coverage.queries import records
from learning_coverage.reports.docx.period import Period
from learning_coverage.reports.docx.results import is_of_the_report, of_plan
from learning_coverage.reports.docx.text import Text
from learning_coverage.statuses import shown

Row = dict[str, Any]
GOOD = ("met", "on_track")
SHORT = ("missed", "not_met", "far_behind", "behind")
NAMED = 15  # villages named in a sentence; the annex has them all


def put_verdicts(text: Text, basis: Basis, of: Period) -> None:
    """First the plan's indicators, then the villages by title; the reasons are for people to write."""
    w = basis.w
    plan = [row for row in of_plan(basis, of) if is_of_the_report(row, of)]
    villages = records(queries.alike(basis.figures, of.year))
    for part, statuses in (("good", GOOD), ("short", SHORT)):
        text.part(w(f"paper_docx.verdicts.{part}"))
        items = [*_of_plan(plan, statuses, basis), *_of_villages(villages, statuses, basis)]
        if part == "short":
            items += [*_of_villages(villages, ("awaiting",), basis), *_fallen(villages, basis), *_silent(basis, of)]
        for item in items:
            text.item(item)
        if not items:
            text.say(w(f"paper_docx.verdicts.no_{part}"))
        text.gap(f"paper_docx.verdicts.{part}_gap")
    text.part(w("paper_docx.verdicts.reasons"))
    text.gap("paper_docx.verdicts.reasons_gap")


def _of_plan(rows: Sequence[Row], statuses: Sequence[str], basis: Basis) -> list[str]:
    """A line for each verdict: how many indicators of the plan have it, and which."""
    w = basis.w
    found = {status: [row for row in rows if shown(row) == status] for status in statuses}
    return [
        w(
            "paper_docx.verdicts.plan",
            status=w(f"status.{status}"),
            n=len(alike),
            of=len(rows),
            names="; ".join(w.of(basis.config.indicators[row["indicator_id"]].name) for row in alike),
        )
        for status, alike in found.items()
        if alike
    ]


def _of_villages(rows: Sequence[Row], statuses: Sequence[str], basis: Basis) -> list[str]:
    """A line for each title and verdict: how many villages have it, and which, with what each misses."""
    w, lines = basis.w, []
    for id_, of_title in groupby(rows, key=lambda row: row["indicator_id"]):
        own = list(of_title)
        for status in statuses:
            alike = [row for row in own if shown(row) == status]
            if alike:
                lines.append(
                    w(
                        "paper_docx.verdicts.villages",
                        title=w.of(basis.config.indicators[id_].name),
                        n=int(alike[0]["alike"]),
                        of=int(alike[0]["villages"]),
                        status=w(f"status.{status}").lower(),
                        names=w.joined([_named(row, status in SHORT, basis) for row in alike], NAMED),
                    )
                )
    return lines


def _named(row: Row, with_missing: bool, basis: Basis) -> str:
    if not with_missing or row["is_single"] or not row["missing"]:
        return str(row["area_name"])
    unit = basis.w.unit(basis.config.indicators[row["indicator_id"]].unit, row["missing"])
    return basis.w("paper_docx.verdicts.missing", village=row["area_name"], n=int(row["missing"]), unit=unit)


def _fallen(rows: Sequence[Row], basis: Basis) -> list[str]:
    w, fallen = basis.w, [row for row in rows if row["declined"]]
    return [
        w(
            "paper_docx.verdicts.fallen",
            title=w.of(basis.config.indicators[id_].name),
            n=int(own[0]["fell"]),
            of=int(own[0]["villages"]),
            names=w.joined([row["area_name"] for row in own], NAMED),
        )
        for id_, of_title in groupby(fallen, key=lambda row: row["indicator_id"])
        if (own := list(of_title))
    ]


def _silent(basis: Basis, of: Period) -> list[str]:
    """Who reported nothing, and who not every title."""
    w, rows = basis.w, records(queries.reporting(basis.figures, of.year))
    silent = [row["area_name"] for row in rows if not row["reported_titles"]]
    partly = [row["area_name"] for row in rows if 0 < row["reported_titles"] < row["titles"]]
    return [
        w(f"paper_docx.verdicts.{kind}", n=len(names), of=len(rows), year=of.year, names=w.joined(names, NAMED))
        for kind, names in (("silent", silent), ("partly", partly))
        if names
    ]
