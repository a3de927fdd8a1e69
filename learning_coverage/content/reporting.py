"""What the villages of a year reported: nothing, some titles or all; and how many reported each title."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from learning_coverage import queries
from learning_coverage.config import Config
from learning_coverage.queries.rows import FigureRow, PaceRow, ReportingRow
from learning_coverage.store import Snapshot
from learning_coverage.wording import LocalizedText, Wording

# Villages named before the others are counted: beside the source, in a sentence of a booklet or a report, in a list.
SOURCE_NAMES, BOOKLET_NAMES, REPORT_NAMES, LIST_NAMES = 4, 12, 15, 30


@dataclass(frozen=True)
class ReportedTitle:
    """A title of the villages: how many of the villages of the year reported its counts."""

    name: LocalizedText
    reported: int
    expected: int

    @property
    def is_complete(self) -> bool:
        """Whether every village reported the title."""
        return self.reported == self.expected


@dataclass(frozen=True)
class Reporting:
    """A row per village of `year`, in official order, and a value per title of the villages."""

    year: int
    rows: Sequence[ReportingRow]
    titles: Sequence[ReportedTitle]

    @cached_property
    def by_area(self) -> dict[str, ReportingRow]:
        """The rows by village."""
        return {row["area_id"]: row for row in self.rows}

    @cached_property
    def unreported(self) -> list[ReportingRow]:
        """The villages that reported nothing."""
        return [row for row in self.rows if row["extent"] == "none"]

    @cached_property
    def partly(self) -> list[ReportingRow]:
        """The villages that reported some titles only."""
        return [row for row in self.rows if row["extent"] == "partly"]

    @property
    def gaps(self) -> list[tuple[str, list[ReportingRow]]]:
        """The villages that reported nothing ("silent") and those that reported some titles only ("partly")."""
        return [(kind, rows) for kind, rows in (("silent", self.unreported), ("partly", self.partly)) if rows]

    @property
    def is_complete(self) -> bool:
        """Whether every village reported every title."""
        return not self.gaps and all(title.is_complete for title in self.titles)

    def describe(self, w: Wording) -> str:
        """How many villages reported, of how many; of each title where the titles differ."""
        n, of = len(self.rows) - len(self.unreported), len(self.rows)
        if self.is_complete or all((title.reported, title.expected) == (n, of) for title in self.titles):
            return w("stamp.reported", n=n, of=of, year=self.year)
        return w("stamp.by_title", year=self.year, titles=w.join([_format_title(title, w) for title in self.titles]))

    def describe_incomplete(self, w: Wording) -> str:
        """How many villages reported; empty where all reported every title."""
        return "" if self.is_complete else self.describe(w)

    def describe_unreported(self, w: Wording) -> str:
        """The first villages that reported nothing or a part of the titles; empty where that holds for all or none."""
        return " · ".join(
            w(f"stamp.{kind}", names=w.join(list_names(rows), SOURCE_NAMES))
            for kind, rows in self.gaps
            if len(rows) < len(self.rows)
        )


def _format_title(title: ReportedTitle, w: Wording) -> str:
    return w("stamp.of_title", title=w.translate(title.name), n=title.reported, of=title.expected)


def load(figures: Snapshot, year: int, config: Config) -> Reporting:
    """The rows and titles of a year."""
    titles = [
        ReportedTitle(config.indicators[row["indicator_id"]].short, row["reported"], row["expected"])
        for row in queries.headline(figures, year)
    ]
    return Reporting(year, queries.reporting(figures, year), titles)


def list_names(rows: Sequence[ReportingRow]) -> list[str]:
    """The names of the villages."""
    return [row["area_name"] for row in rows]


def format_reported(row: FigureRow | PaceRow, w: Wording) -> str:
    """Over how many of the villages (above communes: communes and villages) there are the row is a sum; empty where all
    reported, or where it is no sum.
    """
    if not row["provisional"]:
        return ""
    return w(
        f"levels.reported.{_find_reporters(row)}",
        reported=row["reported"],
        expected=row["expected"],
        n=row["reported_villages"],
        of=row["expected_villages"],
    )


def format_compared(row: FigureRow | PaceRow, w: Wording) -> str:
    """Over how many villages (above communes: communes and villages) the change is; empty where they are all of the
    year, or where the row is no sum.
    """
    is_over_all = row["compared"] == row["expected"] and row["compared_villages"] == row["expected_villages"]
    if row["compared"] is None or is_over_all:
        return ""
    return w(f"levels.same.{_find_reporters(row)}", compared=row["compared"], n=row["compared_villages"])


def _find_reporters(row: FigureRow | PaceRow) -> str:
    """Who reports the figures that a sum adds: a commune of the area, each with its villages, or a village."""
    if row["expected_villages"] is not None:
        return "both"
    return "communes" if row["level"] == "commune" else "villages"
