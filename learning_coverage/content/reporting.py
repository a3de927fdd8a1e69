"""Villages by what they reported of a year: nothing, some titles or all titles."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from learning_coverage import queries
from learning_coverage.queries.rows import ReportingRow
from learning_coverage.store import Snapshot
from learning_coverage.wording import Wording

# Villages named before the others are counted: beside the source, in a sentence of a booklet or a report, in a list.
SOURCE_NAMES, BOOKLET_NAMES, REPORT_NAMES, LIST_NAMES = 4, 12, 15, 30


@dataclass(frozen=True)
class Reporting:
    """A row per village of `year`, in official order."""

    year: int
    rows: Sequence[ReportingRow]

    @cached_property
    def by_area(self) -> dict[str, ReportingRow]:
        """The rows by village."""
        return {row["area_id"]: row for row in self.rows}

    @cached_property
    def unreported(self) -> list[ReportingRow]:
        """The villages that reported nothing."""
        return [row for row in self.rows if row["extent"] == "none"]

    @property
    def gaps(self) -> list[tuple[str, list[ReportingRow]]]:
        """The villages that reported nothing ("silent") and those that reported some titles only ("partly")."""
        partly = [row for row in self.rows if row["extent"] == "partly"]
        return [(kind, rows) for kind, rows in (("silent", self.unreported), ("partly", partly)) if rows]

    def describe(self, w: Wording) -> str:
        """How many villages reported, of how many."""
        n, of = len(self.rows) - len(self.unreported), len(self.rows)
        return w("stamp.reported", n=n, of=of, year=self.year)

    def describe_incomplete(self, w: Wording) -> str:
        """How many villages reported; empty where all did."""
        return self.describe(w) if self.unreported else ""

    def describe_unreported(self, w: Wording) -> str:
        """The first villages that reported nothing; empty where all or none reported."""
        if not 0 < len(self.unreported) < len(self.rows):
            return ""
        return w("stamp.silent", names=w.join(list_names(self.unreported), SOURCE_NAMES))


def load(figures: Snapshot, year: int) -> Reporting:
    """The rows of a year."""
    return Reporting(year, queries.reporting(figures, year))


def list_names(rows: Sequence[ReportingRow]) -> list[str]:
    """The names of the villages."""
    return [row["area_name"] for row in rows]
