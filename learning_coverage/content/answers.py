"""Rows of a document or page: each question is asked once, rows are looked up by area, indicator and year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar, cast

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.content import reporting, row_texts, sentences
from learning_coverage.content.basis import Basis
from learning_coverage.content.reporting import Reporting
from learning_coverage.content.request import Request
from learning_coverage.queries import programme, tasks
from learning_coverage.queries.rows import (
    AreaRow,
    CoverageRow,
    FigureRow,
    HeadlineRow,
    LaggingRow,
    MilestoneVerdictRow,
    ProgrammeRow,
    TaskRow,
    UploadRow,
    VillageRow,
)

R = TypeVar("R", bound=FigureRow)
LATER_FIELDS = (
    "as_of", "boundaries", "area_id", "area_name", "area_position", "sort_name", "indicator_id", "year", "level",
    "kind", "is_single", "milestone_year", "denominator_kind", "era", "criteria", "target",
)  # fmt: skip


@dataclass(frozen=True)
class Answers:
    """Rows of the year of the request, and of the years up to it for charts of series; nothing later."""

    basis: Basis
    request: Request

    @property
    def year(self) -> int:
        """The year of the request."""
        return self.request.year

    @property
    def scope_id(self) -> str:
        """The id of the commune."""
        return self.basis.config.scope_id

    @cached_property
    def series(self) -> dict[tuple[str, str], list[CoverageRow]]:
        """The rows of each area and indicator, a row per year in order; later than the year only path and target."""
        rows = queries.coverage(self.basis.figures)
        last_milestones = {id_: max(of.targets, default=0) for id_, of in self.basis.config.indicators.items()}
        return _group(
            row if row["year"] <= self.year else _drop_figures(row, self.year)
            for row in rows
            if row["year"] <= max(self.year, last_milestones[row["indicator_id"]])
        )

    @cached_property
    def years(self) -> list[int]:
        """The years with figures up to the year, in order."""
        return sorted(year for year in queries.years(self.basis.figures) if year <= self.year)

    def list_year_rows(self, area: str, indicator: str, years: Sequence[int] | None = None) -> list[CoverageRow | None]:
        """A row for each year, by default each year with figures; None where the area does not exist in it."""
        by_year = {row["year"]: row for row in self.series.get((area, indicator), [])}
        return [by_year.get(year) for year in (self.years if years is None else years)]

    def get_row(self, area: str, indicator: str) -> CoverageRow | None:
        """The row of the year; None where the area does not exist in it."""
        return self.rows.get((area, indicator))

    @cached_property
    def rows(self) -> dict[tuple[str, str], CoverageRow]:
        """The year's rows by area and indicator."""
        rows = queries.coverage(self.basis.figures, year=self.year)
        return {(row["area_id"], row["indicator_id"]): row for row in rows}

    @cached_property
    def villages(self) -> list[VillageRow]:
        """The villages of the year, in official order."""
        return queries.villages(self.basis.figures, self.year)

    @cached_property
    def known_villages(self) -> list[AreaRow]:
        """The villages of the year and of the years before, in official order."""
        return [village for village in self.basis.villages if village["first_year"] <= self.year]

    @cached_property
    def area_names(self) -> dict[str, str]:
        """Names by id: the villages up to the year, by their names of the year, then the commune."""
        named = {row["area_id"]: row["area_name"] for row in self.villages}
        return {
            **{village["area_id"]: village["area_name"] for village in self.known_villages},
            **named,
            self.scope_id: self.basis.area_names[self.scope_id],
        }

    def list_breaks(self, indicator_id: str, area_id: str) -> list[dict[str, Any]]:
        """The changes of criteria or territory up to the year."""
        return [mark for mark in self.basis.list_breaks(indicator_id, area_id) if mark["year"] <= self.year]

    @property
    def line_names(self) -> dict[str, str]:
        """Names of the lines of a matrix by area: the villages of the year, then the sums."""
        return {row["area_id"]: row["area_name"] for row in self.villages} | self.basis.sum_names

    def list_by_urgency(self, title: Indicator) -> list[CoverageRow]:
        """A row per village of the year for a title, the most urgent first."""
        villages = queries.villages(self.basis.figures, self.year, indicator=title.id, order="gap")
        return [self.rows[village["area_id"], title.id] for village in villages]

    @cached_property
    def uploads(self) -> list[UploadRow]:
        """Every upload that is not of later years only, the newest first."""
        uploads = queries.uploads(self.basis.figures)
        return [row for row in uploads if row["first_year"] is None or row["first_year"] <= self.year]

    @cached_property
    def reporting(self) -> Reporting:
        """How many titles each village reported in the year."""
        return reporting.load(self.basis.figures, self.year, self.basis.config)

    @cached_property
    def headline(self) -> list[HeadlineRow]:
        """A row per title of the villages: how many lag, how many units are missing."""
        return queries.headline(self.basis.figures, self.year)

    @cached_property
    def lagging(self) -> list[LaggingRow]:
        """A row per village and title that lags, the most urgent first."""
        return queries.lagging(self.basis.figures, self.year)

    @cached_property
    def verdicts(self) -> dict[tuple[str, str], list[MilestoneVerdictRow]]:
        """The verdicts of the milestones before the year, by area and indicator."""
        return _group(queries.milestone_verdicts(self.basis.figures, self.year))

    def list_past_verdicts(self, row: FigureRow) -> list[str]:
        """Texts of the verdicts of past milestones for the area and indicator of a row."""
        return row_texts.list_verdicts(self.verdicts.get((row["area_id"], row["indicator_id"]), []), self.basis.w)

    @cached_property
    def programme(self) -> list[ProgrammeRow]:
        """Every indicator of the plan by its latest figures up to the year."""
        return programme.programme(self.basis.figures, self.year)

    @cached_property
    def open_tasks(self) -> list[TaskRow]:
        """Tasks open on the day of the request, the overdue first."""
        return tasks.tasks(self.basis.figures, self.request.made_on, only_open=True)

    @property
    def title_rows(self) -> list[CoverageRow]:
        """The commune's row of every learning title, those of the villages first."""
        return [*self.list_title_rows(self.scope_id), *self.commune_title_rows]

    @property
    def commune_titles(self) -> list[Indicator]:
        """The learning titles of the commune level."""
        return [title for title in self.basis.config.indicators.values() if title.title and title.level == "commune"]

    @property
    def commune_title_rows(self) -> list[CoverageRow]:
        """The commune's row of each learning title of the commune level."""
        return [row for title in self.commune_titles if (row := self.get_row(self.scope_id, title.id))]

    def list_title_rows(self, area: str) -> list[CoverageRow]:
        """A row for each title of the villages; empty where the area does not exist in the year."""
        return [row for title in self.basis.config.titles if (row := self.get_row(area, title.id))]

    @property
    def reported_note(self) -> str:
        """How many villages reported; empty where all did."""
        return self.reporting.describe_incomplete(self.basis.w)

    def describe_title(self, title: Indicator) -> str:
        """The sentence on how many villages lag in a title and how much the commune misses."""
        commune = self.rows[self.scope_id, title.id]
        return sentences.describe_title(self.headline, commune, self.basis.config, self.basis.w)

    def describe_village(self, village: str) -> str:
        """The sentence on how many titles a village meets and on its most urgent title."""
        basis, row = self.basis, self.reporting.by_area.get(village)
        if row is None:
            return basis.w("finding.village_not_there", village=basis.area_names[village], year=self.year)
        return sentences.describe_village(row, self.lagging, self.year, basis.config, basis.w)


def _drop_figures(row: CoverageRow, year: int) -> CoverageRow:
    """A row of a year after `year` with its milestone and its path, unless the path starts after `year`."""
    kept = {key: row[key] for key in LATER_FIELDS}  # type: ignore[literal-required]
    starts_later = row["baseline_year"] is not None and row["baseline_year"] > year
    return cast(
        CoverageRow,
        dict.fromkeys(row)
        | kept
        | {"path": None if starts_later else row["path"], "status": "no_data", "provisional": False, "declined": False},
    )


def _group(rows: Iterable[R]) -> dict[tuple[str, str], list[R]]:
    """Rows by area and indicator, in their order."""
    by_key: dict[tuple[str, str], list[R]] = {}
    for row in rows:
        by_key.setdefault((row["area_id"], row["indicator_id"]), []).append(row)
    return by_key
