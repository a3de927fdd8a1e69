"""Units still to be recognised for the next milestones."""

from collections.abc import Iterator

from learning_coverage.content.answers import Answers
from learning_coverage.queries import quotas


def iter_aims(answers: Answers) -> Iterator[str]:
    """Sentences on missing units: to the last milestone for titles of villages, else to the one in force."""
    basis, titles = answers.basis, answers.basis.config.titles
    for title in titles:
        needs = quotas.needs(basis.figures, answers.year, title.id, quotas.COMMUNE_ONLY)
        if needs and (missing := needs[-1]["missing"]):
            yield _format_aim(answers, title.id, missing, needs[-1]["target"], needs[-1]["milestone_year"])
    for row in answers.programme:
        is_of_villages = basis.config.indicators[row["indicator_id"]] in titles
        is_due_later = row["milestone_year"] > answers.year and not row["is_single"] and row["kind"] != "grade"
        if row["missing"] and is_due_later and not is_of_villages:
            yield _format_aim(answers, row["indicator_id"], row["missing"], row["target"], row["milestone_year"])


def _format_aim(answers: Answers, id_: str, missing: int, target: float | None, milestone: int) -> str:
    w, indicator = answers.basis.w, answers.basis.config.indicators[id_]
    return w(
        "paper_docx.outlook.aim",
        title=w.translate(indicator.name),
        n=missing,
        unit=w.unit(indicator.unit, missing),
        target=w.share(target, 0),
        milestone=milestone,
    )
