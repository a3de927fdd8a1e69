"""What a meeting talks about, the same on the screen and on its slides."""

from typing import Any

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.content.basis import Basis
from learning_coverage.queries import records

Row = dict[str, Any]


def called(basis: Basis, title: Indicator, year: int) -> list[Row]:
    """The villages to talk to about a title, the most urgent first; of a yes or no those that are still a no."""
    if title.kind != "yes_no":
        return records(queries.lagging(basis.figures, year, title.id))
    rows = records(queries.coverage(basis.figures, year=year, indicator=title.id))
    return [row for row in rows if row["status"] in ("not_met", "missed") and row["area_id"] != basis.config.whole]


def own_titles(basis: Basis, year: int) -> list[Row]:
    """Where the titles stand that are counted for the commune as a whole."""
    rows = records(queries.coverage(basis.figures, year=year, area=basis.config.whole))
    return [row for row in rows if basis.config.indicators[row["indicator_id"]].title and row["level"] == "commune"]


def own_finding(basis: Basis, rows: list[Row], year: int) -> str:
    """How many of them are met."""
    met = len([row for row in rows if row["status"] == "met"])
    return basis.w("meeting.commune", year=year, met=met, of=len(rows))
