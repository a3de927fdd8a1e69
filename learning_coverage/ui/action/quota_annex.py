"""The annex of quotas in words: what `reports/quota_annex` writes into a file."""

from learning_coverage.reports.xlsx.quota_annex import Annex
from learning_coverage.ui.action.quotas import DECIDED, Board, Cells, Sums
from learning_coverage.ui.page.page import Screen


def annex(screen: Screen, board: Board, cells: Cells, summed: Sums) -> Annex:
    """Village by year with the sums. It names a decision only where the cells are those decided."""
    w, years = screen.w, board.years
    unit = w.unit(board.indicator.unit, None)
    whole = summed[None, None]
    span = {"first": str(years[0]), "last": str(years[-1]), "title": w.of(board.indicator.name)}
    told = [screen.source]
    if board.silent:
        told.append(w("quotas.silent", names=w.joined([row["area_name"] for row in board.silent])))
    return Annex(
        heading=(
            screen.config.commune.name,
            w("quotas.annex.name"),
            w("quotas.annex.title", **span),
            w("quotas.annex.decision", decision=_decision(screen, board, cells)),
            w("quotas.annex.unit", unit=unit),
        ),
        head=(
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
            for place, row in enumerate(board.villages, start=1)
        ),
        sums=(
            None,
            w("quotas.sum"),
            board.commune["total"],
            board.commune["recognised"],
            *(summed[None, year]["units"] for year in years),
            whole["units"],
        ),
        notes=tuple(told),
        mark=w("figure.sample") if screen.is_sample else "",
    )


def _decision(screen: Screen, board: Board, cells: Cells) -> str:
    """Number and day of what is in force, or the blanks of a draft."""
    w = screen.w
    if board.goal != DECIDED or cells != board.cells:
        return w("quotas.annex.blank")
    decided = {(row["seq"], row["number"], row["decided_on"]) for row in board.results if row["year"] in board.years}
    return ", ".join(w("quotas.annex.numbered", number=number, date=w.date(day)) for _, number, day in sorted(decided))
