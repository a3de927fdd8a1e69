"""The answers that slides are made of, each asked once: a hundred villages ask no more than ten."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from learning_coverage import queries
from learning_coverage.queries import records
from learning_coverage.reports.basis import Basis

Row = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """What the figures say, of every year up to the last with figures, and of `year`."""

    basis: Basis
    year: int

    @cached_property
    def coverage(self) -> dict[tuple[str, str], dict[int, Row]]:
        """The years of each area and title."""
        series: dict[tuple[str, str], dict[int, Row]] = {}
        for row in records(queries.coverage(self.basis.figures)):
            series.setdefault((row["area_id"], row["indicator_id"]), {})[row["year"]] = row
        return series

    @cached_property
    def now(self) -> list[Row]:
        """Where every area stands in the year, in the order of titles and areas."""
        return records(queries.coverage(self.basis.figures, year=self.year))

    @cached_property
    def years(self) -> list[int]:
        return sorted(queries.years(self.basis.figures))

    @cached_property
    def villages(self) -> list[Row]:
        """The villages there are in the year, in official order."""
        return records(queries.villages(self.basis.figures, self.year))

    @cached_property
    def reporting(self) -> list[Row]:
        return records(queries.reporting(self.basis.figures, self.year))

    @cached_property
    def headline(self) -> list[Row]:
        return records(queries.headline(self.basis.figures, self.year))

    @cached_property
    def lagging(self) -> list[Row]:
        return records(queries.lagging(self.basis.figures, self.year))

    @cached_property
    def uploads(self) -> list[Row]:
        return records(queries.uploads(self.basis.figures))

    @cached_property
    def stamp(self) -> str:
        """What stands at the foot of every slide."""
        return " · ".join((self.basis.source, *self.basis.told(self.year)))
