"""Sentences on what is good and what falls short, with the number and names of the villages."""

from collections.abc import Sequence
from itertools import groupby

from learning_coverage import queries
from learning_coverage.content import reporting, row_texts
from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.report.period import Period
from learning_coverage.content.report.results import is_in_report
from learning_coverage.content.reporting import REPORT_NAMES
from learning_coverage.queries.rows import ProgrammeRow, SharedStatusRow
from learning_coverage.statuses import display_status
from learning_coverage.wording import Wording

GOOD_STATUSES = ("met", "on_track")
POOR_STATUSES = ("missed", "not_met", "far_behind", "behind")


def list_assessments(answers: Answers, period: Period) -> dict[str, list[str]]:
    """Sentences by part (`good`, `short`): first on indicators of the plan, then on villages by title."""
    basis = answers.basis
    plan = [row for row in answers.programme if is_in_report(row, period)]
    villages = queries.shared_statuses(basis.figures, period.year)
    good, poor = (
        [*_list_plan_verdicts(plan, statuses, basis), *_list_village_verdicts(villages, statuses, basis)]
        for statuses in (GOOD_STATUSES, POOR_STATUSES)
    )
    awaiting = _list_village_verdicts(villages, ("awaiting",), basis)
    open_plan = _list_open(plan, basis)
    return {
        "good": good,
        "short": [*poor, *open_plan, *awaiting, *_list_declined(villages, basis), *_list_unreported(answers)],
    }


def _list_plan_verdicts(rows: Sequence[ProgrammeRow], statuses: Sequence[str], basis: Basis) -> list[str]:
    """A sentence per status: how many indicators of the plan with a verdict have it, and which."""
    w, judged = basis.w, [row for row in rows if row["status"] not in ("incomplete", "not_applicable")]
    by_status = {status: [row for row in judged if display_status(row) == status] for status in statuses}
    return [
        w(
            "paper_docx.verdicts.plan",
            status=w(f"status.{status}"),
            n=len(alike),
            of=len(judged),
            names="; ".join(_name_indicator(row, basis) for row in alike),
        )
        for status, alike in by_status.items()
        if alike
    ]


def _list_open(rows: Sequence[ProgrammeRow], basis: Basis) -> list[str]:
    """A sentence on the indicators with too few reports for a verdict."""
    names = [_name_indicator(row, basis) for row in rows if row["status"] == "incomplete"]
    return [basis.w("paper_docx.verdicts.open", names="; ".join(names))] if names else []


def _name_indicator(row: ProgrammeRow, basis: Basis) -> str:
    """The name of an indicator; where not all villages reported, with the mark of a provisional verdict."""
    w, name = basis.w, basis.w.translate(basis.config.indicators[row["indicator_id"]].name)
    reported = row_texts.format_reported(row, w)
    if row_texts.is_provisional(row):
        reported = f"{w('status.is_provisional')}, {reported}"
    return w("paper_docx.verdicts.counted", title=name, reported=reported) if reported else name


def _list_village_verdicts(rows: Sequence[SharedStatusRow], statuses: Sequence[str], basis: Basis) -> list[str]:
    """A sentence per title and status: how many villages have it, and which, with the units each misses."""
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
                        villages=_format_villages(len(alike), own, w),
                        status=w(f"status.{status}").lower(),
                        names=w.join(
                            [_name_village(row, status in POOR_STATUSES, basis) for row in alike], REPORT_NAMES
                        ),
                    )
                )
    return lines


def _format_villages(n: int, rows: Sequence[SharedStatusRow], w: Wording) -> str:
    """3/13 villages; 3/12 villages with figures where not all have figures."""
    known = len([row for row in rows if display_status(row) != "no_data"])
    return w("finding.of_known" if known < len(rows) else "finding.of_villages", n=n, of=known)


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
            villages=_format_villages(len(own), [row for row in rows if row["indicator_id"] == id_], w),
            names=w.join([row["area_name"] for row in own], REPORT_NAMES),
        )
        for id_, of_title in groupby(declined, key=lambda row: row["indicator_id"])
        if (own := list(of_title))
    ]


def _list_unreported(answers: Answers) -> list[str]:
    """The villages that reported nothing, and those that reported some titles only."""
    w, reported = answers.basis.w, answers.reporting
    return [
        w(
            f"paper_docx.verdicts.{kind}",
            n=len(rows),
            of=len(reported.rows),
            year=reported.year,
            names=w.join(reporting.list_names(rows), REPORT_NAMES),
        )
        for kind, rows in reported.gaps
    ]
