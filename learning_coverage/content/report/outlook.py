"""What the commune still needs for the next milestone of each indicator, from the figures of a named year."""

from collections.abc import Iterator

from learning_coverage.config import Indicator
from learning_coverage.content.answers import Answers
from learning_coverage.queries import programme
from learning_coverage.queries.rows import AimRow
from learning_coverage.wording import Wording


def iter_aims(answers: Answers) -> Iterator[str]:
    """A sentence per indicator of the plan with a milestone after the year; in a milestone's own year it also says by
    how much the milestone was missed. After the last milestone only what it was missed by is said.
    """
    w, config = answers.basis.w, answers.basis.config
    for row in programme.aims(answers.basis.figures, answers.year):
        indicator = config.indicators[row["indicator_id"]]
        parts = [_describe_missed(answers, indicator)]
        if row["milestone_year"] > answers.year:
            parts.append(_describe_aim(answers, indicator, row))
        if any(parts):
            text = "; ".join(part for part in parts if part)
            yield w("paper_docx.outlook.aim", title=w.translate(indicator.name), text=text)


def _describe_missed(answers: Answers, indicator: Indicator) -> str:
    """By how much the milestone of the year, or the last one before it, was missed; empty where it was not."""
    w, row = answers.basis.w, answers.get_row(answers.scope_id, indicator.id)
    if row is None or row["status"] != "missed" or row["milestone_year"] > answers.year:
        return ""
    if row["missing"] is None or row["is_single"]:
        return w("paper_docx.outlook.missed", milestone=row["milestone_year"])
    unit = w.unit(indicator.unit, row["missing"])
    return w("paper_docx.outlook.missed_by", milestone=row["milestone_year"], n=row["missing"], unit=unit)


def _describe_aim(answers: Answers, indicator: Indicator, row: AimRow) -> str:
    """The units to the milestone, or that the figure of the base year already reaches it."""
    w = answers.basis.w
    values = {"goal": _format_goal(indicator, row, w), "milestone": row["milestone_year"]}
    if row["base_year"] is None or row["is_met"] is None:
        return w("paper_docx.outlook.no_base", **values)
    base = _describe_base(indicator, row, w)
    if row["is_met"]:
        return w("paper_docx.outlook.hold", base=base, **values)
    if row["missing"] is None or _is_single(indicator):
        return w("paper_docx.outlook.reach", base=base, **values)
    unit = w.unit(indicator.unit, row["missing"])
    return w("paper_docx.outlook.need", base=base, n=row["missing"], unit=unit, **values)


def _format_goal(indicator: Indicator, row: AimRow, w: Wording) -> str:
    if _is_single(indicator):
        return w("paper_docx.outlook.yes")
    if row["target"] is None:
        return w("paper_docx.outlook.grade", grade=indicator.targets[row["milestone_year"]])
    return w.share(row["target"], 0)


def _is_single(indicator: Indicator) -> bool:
    """Whether it is a yes or no of the commune itself."""
    return indicator.kind == "yes_no" and indicator.level == "commune"


def _describe_base(indicator: Indicator, row: AimRow, w: Wording) -> str:
    """The figure the aim starts from, with its year and over how many villages it is."""
    year = row["base_year"]
    if row["grade"] is not None:
        return w("paper_docx.outlook.base_grade", since=year, grade=row["grade"])
    if _is_single(indicator):
        return w(f"paper_docx.outlook.base_{'yes' if row['recognised'] else 'no'}", since=year)
    counts = f"{w.count(row['recognised'])}/{w.count(row['denominator'])} {w.unit(indicator.unit, row['denominator'])}"
    base = w("paper_docx.outlook.base", since=year, counts=counts)
    if not row["provisional"]:
        return base
    return base + w("finding.provisional", reported=row["reported"], expected=row["expected"])
