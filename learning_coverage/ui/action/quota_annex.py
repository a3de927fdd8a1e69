"""The annex of quotas as text; `reports/xlsx/quota_annex.py` writes it into files."""

from learning_coverage.reports.xlsx.quota_annex import Annex
from learning_coverage.ui.action.quotas import DECIDED, Cells, QuotaTable, Sums
from learning_coverage.ui.page.frame import Page


def build_annex(page: Page, table: QuotaTable, cells: Cells, summed: Sums) -> Annex:
    """One row per village, one column per year, and sums. A decision is named only when the cells are those decided."""
    w, years = page.w, table.years
    unit = w.unit(table.indicator.unit, None)
    whole = summed[None, None]
    span = {"first": str(years[0]), "last": str(years[-1]), "title": w.translate(table.indicator.name)}
    notes = [page.basis.source]
    if table.without_data:
        notes.append(w("quotas.silent", names=w.join([row["area_name"] or "" for row in table.without_data])))
    return Annex(
        heading=(
            page.config.commune.name,
            w("quotas.annex.name"),
            w("quotas.annex.title", **span),
            w("quotas.annex.decision", decision=_format_decision(page, table, cells)),
            w("quotas.annex.unit", unit=unit),
        ),
        columns=(
            w("quotas.annex.number"),
            w("filter.village"),
            w("counts.total"),
            w("counts.recognised"),
            *map(str, years),
            w("quotas.sum"),
        ),
        rows=tuple(
            (
                place,
                row["area_name"],
                row["total"],
                row["recognised"],
                *(cells[row["area_id"], year] for year in years),
                summed[row["area_id"], None]["units"],
            )
            for place, row in enumerate(table.villages, start=1)
        ),
        sums=(
            None,
            w("quotas.sum"),
            table.commune["total"],
            table.commune["recognised"],
            *(summed[None, year]["units"] for year in years),
            whole["units"],
        ),
        notes=tuple(notes),
        mark=w("figure.sample") if page.is_sample else "",
    )


def _format_decision(page: Page, table: QuotaTable, cells: Cells) -> str:
    """Number and date of the decisions in force, or the blanks of a draft."""
    w = page.w
    if table.goal != DECIDED or cells != table.cells:
        return w("quotas.annex.blank")
    decided = {(row["seq"], row["number"], row["decided_on"]) for row in table.results if row["year"] in table.years}
    return ", ".join(w("quotas.annex.numbered", number=number, date=w.date(day)) for _, number, day in sorted(decided))
