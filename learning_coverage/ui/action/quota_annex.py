"""The annex of quotas as text; `reports/xlsx/quota_annex.py` writes it into files."""

from collections.abc import Iterator

from learning_coverage.reports.xlsx.quota_annex import Annex
from learning_coverage.ui.action.quotas import DECIDED, Cells, QuotaTable, Sums, format_over
from learning_coverage.ui.page.frame import Page


def build_annex(page: Page, table: QuotaTable, cells: Cells, summed: Sums) -> Annex:
    """One row per village with figures, one column per year, and the sums of these rows.

    A decision is named only when the cells are those decided.
    """
    w, years = page.w, table.years
    unit = w.unit(table.indicator.unit, None)
    whole = summed[None, None]
    span = {"first": str(years[0]), "last": str(years[-1]), "title": w.translate(table.indicator.name)}
    over = format_over(w, table.commune)
    sum_label = w("quotas.sum_over", over=over) if over else w("quotas.sum")
    base = {"year": table.year, "milestone": table.commune["milestone_year"]}
    return Annex(
        heading=(
            page.config.commune.name,
            w("quotas.annex.name"),
            w("quotas.annex.title", **span),
            w("quotas.annex.decision", decision=_format_decision(page, table, cells)),
            w("quotas.base", **base),
            w("quotas.annex.unit", unit=unit),
        ),
        columns=(
            w("quotas.annex.number"),
            w("filter.village"),
            w(f"counts.{table.denominator}"),
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
            sum_label,
            table.commune["total"],
            table.commune["recognised"],
            *(summed[None, year]["units"] for year in years),
            whole["units"],
        ),
        notes=(page.basis.source, *_list_notes(page, table)),
        mark=w("figure.sample") if page.is_sample else "",
    )


def _list_notes(page: Page, table: QuotaTable) -> Iterator[str]:
    """The villages that are in no row and no sum, by name, and whose boundaries the villages have."""
    w = page.w
    if table.without_data:
        names = w.join([row["area_name"] or "" for row in table.without_data], len(table.without_data))
        yield w("quotas.silent", names=names, year=table.year)
    if table.has_other_villages:
        yield w("quotas.villages_of_today", year=table.year)


def _format_decision(page: Page, table: QuotaTable, cells: Cells) -> str:
    """Number and date of the decisions in force, or the blanks of a draft."""
    w = page.w
    if table.goal != DECIDED or cells != table.cells:
        return w("quotas.annex.blank")
    decided = {(row["seq"], row["number"], row["decided_on"]) for row in table.results if row["year"] in table.years}
    return ", ".join(w("quotas.annex.numbered", number=number, date=w.date(day)) for _, number, day in sorted(decided))
