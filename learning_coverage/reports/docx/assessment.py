"""Section III: what went well and what lags, with how many villages and which."""

from collections.abc import Sequence
from itertools import groupby

from learning_coverage import queries
from learning_coverage.content import reporting
from learning_coverage.content.basis import Basis
from learning_coverage.content.reporting import REPORT_NAMES
from learning_coverage.queries.rows import ProgrammeRow, SharedStatusRow
from learning_coverage.reports.docx.period import Period
from learning_coverage.reports.docx.results import is_in_report, list_plan_rows
from learning_coverage.reports.docx.text import TextWriter
from learning_coverage.statuses import display_status

GOOD_STATUSES = ("met", "on_track")
POOR_STATUSES = ("missed", "not_met", "far_behind", "behind")


def add_verdicts(text: TextWriter, basis: Basis, period: Period) -> None:
    """First the plan's indicators, then the villages by title; the reasons are for people to write."""
    w = basis.w
    plan = [row for row in list_plan_rows(basis, period) if is_in_report(row, period)]
    villages = queries.shared_statuses(basis.figures, period.year)
    for part, statuses in (("good", GOOD_STATUSES), ("short", POOR_STATUSES)):
        text.add_subsection(w(f"paper_docx.verdicts.{part}"))
        items = [*_list_plan_verdicts(plan, statuses, basis), *_list_village_verdicts(villages, statuses, basis)]
        if part == "short":
            items += [
                *_list_village_verdicts(villages, ("awaiting",), basis),
                *_list_declined(villages, basis),
                *_list_unreported(basis, period),
            ]
        for item in items:
            text.add_item(item)
        if not items:
            text.add_paragraph(w(f"paper_docx.verdicts.no_{part}"))
        text.add_placeholder(f"paper_docx.verdicts.{part}_gap")
    text.add_subsection(w("paper_docx.verdicts.reasons"))
    text.add_placeholder("paper_docx.verdicts.reasons_gap")


def _list_plan_verdicts(rows: Sequence[ProgrammeRow], statuses: Sequence[str], basis: Basis) -> list[str]:
    """A line for each verdict: how many indicators of the plan have it, and which."""
    w = basis.w
    by_status = {status: [row for row in rows if display_status(row) == status] for status in statuses}
    return [
        w(
            "paper_docx.verdicts.plan",
            status=w(f"status.{status}"),
            n=len(alike),
            of=len(rows),
            names="; ".join(w.translate(basis.config.indicators[row["indicator_id"]].name) for row in alike),
        )
        for status, alike in by_status.items()
        if alike
    ]


def _list_village_verdicts(rows: Sequence[SharedStatusRow], statuses: Sequence[str], basis: Basis) -> list[str]:
    """A line for each title and verdict: how many villages have it, and which, with what each misses."""
    w, lines = basis.w, []
    for id_, of_title in groupby(rows, key=lambda row: row["indicator_id"]):
        own = list(of_title)
        for status in statuses:
            alike = [row for row in own if display_status(row) == status]
            if alike:
                lines.append(
                    w(
                        "paper_docx.verdicts.villages",
                        title=w.translate(basis.config.indicators[id_].name),
                        n=int(alike[0]["alike"]),
                        of=int(alike[0]["villages"]),
                        status=w(f"status.{status}").lower(),
                        names=w.join(
                            [_name_village(row, status in POOR_STATUSES, basis) for row in alike], REPORT_NAMES
                        ),
                    )
                )
    return lines


def _name_village(row: SharedStatusRow, with_missing: bool, basis: Basis) -> str:
    if not with_missing or row["is_single"] or not row["missing"]:
        return str(row["area_name"])
    unit = basis.w.unit(basis.config.indicators[row["indicator_id"]].unit, row["missing"])
    return basis.w("paper_docx.verdicts.missing", village=row["area_name"], n=int(row["missing"]), unit=unit)


def _list_declined(rows: Sequence[SharedStatusRow], basis: Basis) -> list[str]:
    w, declined = basis.w, [row for row in rows if row["declined"]]
    return [
        w(
            "paper_docx.verdicts.fallen",
            title=w.translate(basis.config.indicators[id_].name),
            n=int(own[0]["fell"]),
            of=int(own[0]["villages"]),
            names=w.join([row["area_name"] for row in own], REPORT_NAMES),
        )
        for id_, of_title in groupby(declined, key=lambda row: row["indicator_id"])
        if (own := list(of_title))
    ]


def _list_unreported(basis: Basis, period: Period) -> list[str]:
    """Who reported nothing, and who not every title."""
    w, reported = basis.w, reporting.load(basis.figures, period.year)
    return [
        w(
            f"paper_docx.verdicts.{kind}",
            n=len(rows),
            of=len(reported.rows),
            year=period.year,
            names=w.join(reporting.list_names(rows), REPORT_NAMES),
        )
        for kind, rows in reported.gaps
    ]
