"""What the page of data quality shows: the reports of the villages, what to ask back, and the totals that moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from learning_coverage import queries
from learning_coverage.data_checks import Doubt, all_doubts, is_open
from learning_coverage.queries import quality, records
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.session import stores

Row = dict[str, Any]


@dataclass(frozen=True)
class Board:
    """What the page works with: the doubts of the chosen year (`year` None: of every year), and all reports."""

    year: int | None
    doubts: Sequence[Doubt]
    moved: Sequence[Doubt]
    sums: dict[int | None, Row]

    @property
    def open(self) -> list[Doubt]:
        return [doubt for doubt in self.doubts if is_open(doubt)]

    @property
    def reviewed(self) -> list[Doubt]:
        return [doubt for doubt in self.doubts if not is_open(doubt)]


def board(screen: Screen, year: int | None) -> Board:
    """Ask the checks once; the totals that moved are marked in every year, whatever year is chosen."""
    found = all_doubts(stores.store(), screen.figures, as_of=screen.figures.as_of)
    return Board(
        year,
        [doubt for doubt in found if year in (None, doubt.year)],
        [doubt for doubt in found if doubt.check == "denominator_moved"],
        _sums(records(quality.reported_titles(screen.figures))),
    )


def _sums(rows: Sequence[Row]) -> dict[int | None, Row]:
    """The rows for all villages by year, under None the one for all years."""
    return {row["year"]: row for row in rows if row["area_id"] is None}


def sentence(screen: Screen, board: Board) -> str:
    """The finding: how many villages reported everything, and how much is to be asked back."""
    w, told = screen.w, board.sums.get(board.year)
    if told is None or not told["villages"]:
        return w("quality.finding.no_data")
    n = len(board.open)
    counts = {
        "complete": told["complete"],
        "villages": told["villages"],
        "doubts": w("quality.finding.some", n=n) if n else w("quality.finding.none"),
    }
    if board.year is not None:
        return w("quality.finding.year", year=board.year, **counts)
    years = [year for year in board.sums if year is not None]
    return w("quality.finding.all", first=str(min(years)), last=str(max(years)), **counts)


def doubts(screen: Screen, board: Board, may_mark: bool) -> Row:
    """The values of the template `quality_doubts`."""
    return {
        "w": screen.w,
        "doubts": [(doubt, doubt.sentence(screen.config, screen.w)) for doubt in board.open],
        "every_year": board.year is None,
        "may_mark": may_mark,
    }


def grid(screen: Screen, title: str | None) -> Row:
    """The values of the template `quality_grid`: village × year, for all titles or one."""
    rows = records(quality.reported_titles(screen.figures, title))
    sums = _sums(rows)
    cells = {(row["area_id"], row["year"]): _cell(row, title, screen) for row in rows if row["area_id"]}
    years = sorted(year for year in sums if year is not None)
    return {
        "w": screen.w,
        "title": screen.w.of(screen.config.indicators[title].name) if title else None,
        "years": years,
        "lines": [(village, [cells.get((village["area_id"], year)) for year in years]) for village in screen.villages],
        "sums": [sums[year] for year in years],
    }


def _cell(row: Row, title: str | None, screen: Screen) -> Row:
    """A cell's look, its text, and a sentence for those who cannot see it."""
    look = "complete" if row["complete"] else "partly" if row["reported"] else "silent"
    n, of = row["reported_titles"], row["titles"]
    words = {"area": row["area_name"], "year": row["year"], "n": n, "of": of}
    return {
        "look": look,
        "year": row["year"],
        "text": "" if look == "silent" else screen.w("quality.grid.reported") if title else f"{n}/{of}",
        "alt": screen.w("quality.grid.alt", **words),
    }


def totals(screen: Screen, board: Board, title: str | None) -> Row:
    """The values of the template `quality_totals`: the totals of one title by village and year, the jumps marked."""
    shares = [indicator for indicator in screen.config.titles if indicator.kind == "share"]
    shown = next((indicator for indicator in shares if indicator.id == title), shares[0] if shares else None)
    rows = records(queries.coverage(screen.figures, indicator=shown.id)) if shown else []
    by_place = {(row["area_id"], row["year"]): row["total"] for row in rows}
    moved = {(d.area_id, d.year): d for d in board.moved if shown and d.indicator_id == shown.id}
    return {
        "w": screen.w,
        "indicator": shown,
        "unit": screen.w.unit(shown.unit, None) if shown else "",
        "years": sorted(queries.years(screen.figures)),
        "villages": screen.villages,
        "total": by_place,
        "moved": moved,
    }
