"""The years of villages: their own, and before a merger the sums of the former villages."""

from collections.abc import Sequence
from dataclasses import dataclass

from learning_coverage import queries
from learning_coverage.queries.rows import CoverageRow, PredecessorRow
from learning_coverage.ui.page.frame import Page
from learning_coverage.wording import today


@dataclass(frozen=True)
class Series:
    """A title of an area: `rows` of its years, from the year on in which it had its territory of the page's year, and
    before them `former`, the sums of its former villages.
    """

    rows: Sequence[CoverageRow]
    former: Sequence[PredecessorRow]


def load(page: Page, year: int, areas: Sequence[str], indicator: str | None = None) -> dict[tuple[str, str], Series]:
    """The series of areas as of a year, by area and indicator, of one indicator or of all."""
    former: dict[tuple[str, str], list[PredecessorRow]] = {}
    for found in queries.predecessors(page.figures, year, areas=areas, indicator=indicator):
        former.setdefault((found["area_id"], found["indicator_id"]), []).append(found)
    own: dict[tuple[str, str], list[CoverageRow]] = {}
    for row in queries.coverage(page.figures, areas=areas, indicator=indicator):
        key = row["area_id"], row["indicator_id"]
        if not (key in former and row["year"] <= former[key][-1]["year"]):
            own.setdefault(key, []).append(row)
    return {key: Series(rows, former.get(key, [])) for key, rows in own.items()}


def name_year(page: Page, year: int, shown: int) -> str:
    """A year as a label; one after the year shown says so, and whether it has begun."""
    if year <= shown:
        return str(year)
    return f"{year} ({page.w('matrix.later' if year <= today().year else 'matrix.not_begun')})"
