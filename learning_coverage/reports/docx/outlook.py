"""Section IV: what is still to be recognised, the quotas given, the tasks agreed; the rest is for people to write."""

from collections.abc import Iterator

from learning_coverage.content import agreements
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Wish
from learning_coverage.queries import quotas as quota_asked
from learning_coverage.queries import records
from learning_coverage.reports.docx.period import Period
from learning_coverage.reports.docx.results import of_plan
from learning_coverage.reports.docx.text import Text


def put_outlook(text: Text, basis: Basis, of: Period, wish: Wish) -> None:
    w = basis.w
    text.part(w("paper_docx.outlook.aims"))
    aims = list(_aims(basis, of))
    if aims:
        text.say(w("paper_docx.outlook.to_do"))
    for aim in aims:
        text.item(aim)
    text.gap("paper_docx.outlook.aims_gap")
    _put_quotas(text, basis, of)
    _put_tasks(text, basis, wish)
    text.part(w("paper_docx.outlook.work"))
    text.gap("paper_docx.outlook.work_gap")


def _aims(basis: Basis, of: Period) -> Iterator[str]:
    """Units the commune misses to the last milestone in the titles of villages, to the one in force in the others."""
    rows = {row["indicator_id"]: row for row in of_plan(basis, of)}
    for title in basis.config.titles:
        needs = records(quota_asked.needs(basis.figures, of.year, title.id, quota_asked.COMMUNE_ONLY))
        commune = needs[-1] if needs else None
        if commune and commune["missing"]:
            yield _aim(basis, title.id, commune["missing"], commune["target"], commune["milestone_year"])
        rows.pop(title.id, None)
    for id_, row in rows.items():
        if row["missing"] and row["milestone_year"] > of.year and not row["is_single"] and row["kind"] != "grade":
            yield _aim(basis, id_, row["missing"], row["target"], row["milestone_year"])


def _aim(basis: Basis, id_: str, missing: int, target: float, milestone: int) -> str:
    w, indicator = basis.w, basis.config.indicators[id_]
    return w(
        "paper_docx.outlook.aim",
        title=w.of(indicator.name),
        n=int(missing),
        unit=w.unit(indicator.unit, int(missing)),
        target=w.share(target, 0),
        milestone=int(milestone),
    )


def _put_quotas(text: Text, basis: Basis, of: Period) -> None:
    tables = [table for title in basis.config.titles if (table := agreements.quotas(basis, title, of.year))]
    if tables:
        text.part(basis.w("paper_docx.outlook.quotas"))
    for table in tables:
        text.grids.add(table, text.width, numbered=len(table.rows))


def _put_tasks(text: Text, basis: Basis, wish: Wish) -> None:
    table = agreements.tasks(basis, wish.made_on)
    if table.rows:
        text.part(basis.w("paper_docx.outlook.tasks"))
        text.grids.add(table, text.width, numbered=len(table.rows))
