"""What a meeting talks about, the same on the screen and on its slides."""

from collections.abc import Sequence

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.content.basis import Basis
from learning_coverage.queries.rows import FigureRow


def select_villages(basis: Basis, title: Indicator, year: int) -> Sequence[FigureRow]:
    """The villages to talk to about a title, the most urgent first; of a yes or no those that are still a no."""
    if title.kind != "yes_no":
        return queries.lagging(basis.figures, year, title.id)
    rows = queries.coverage(basis.figures, year=year, indicator=title.id)
    return [row for row in rows if row["status"] in ("not_met", "missed") and row["area_id"] != basis.config.scope_id]


def list_commune_titles(basis: Basis, year: int) -> Sequence[FigureRow]:
    """Where the titles stand that are counted for the commune as a whole."""
    rows = queries.coverage(basis.figures, year=year, area=basis.config.scope_id)
    return [row for row in rows if basis.config.indicators[row["indicator_id"]].title and row["level"] == "commune"]


def describe_commune_titles(basis: Basis, rows: Sequence[FigureRow], year: int) -> str:
    """How many of them are met."""
    met = len([row for row in rows if row["status"] == "met"])
    return basis.w("meeting.commune", year=year, met=met, of=len(rows))
