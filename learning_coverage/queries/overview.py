"""Where the titles of the villages and of the commune stand."""

from collections.abc import Sequence

from learning_coverage.queries.query import Queryable, to_rows
from learning_coverage.queries.rows import (
    AreaRow,
    CoverageRow,
    GroupRow,
    HeadlineRow,
    LaggingRow,
    LastTotalRow,
    MilestoneVerdictRow,
    RankRow,
    ReportingRow,
    SharedStatusRow,
    VillageRow,
    WorkedExampleRow,
)


def coverage(
    figures: Queryable,
    *,
    year: int | None = None,
    area: str | None = None,
    areas: Sequence[str] | None = None,
    indicator: str | None = None,
) -> list[CoverageRow]:
    """Coverage, plan and status of every applicable area, data or not; of one `area`, of some `areas`, or of all."""
    return to_rows(
        figures.query("coverage", year=year, areas=[area] if area else areas, indicator=indicator), CoverageRow
    )


def headline(figures: Queryable, year: int) -> list[HeadlineRow]:
    """For each title of the villages: how many lag, how many units are missing."""
    return to_rows(figures.query("headline", year=year), HeadlineRow)


def lagging(
    figures: Queryable, year: int, indicator: str | None = None, *, limit: int | None = None
) -> list[LaggingRow]:
    """The villages to talk about, most urgent first; only so many, if wanted."""
    return to_rows(figures.query("lagging", year=year, indicator=indicator, most=limit), LaggingRow)


def shared_statuses(figures: Queryable, year: int) -> list[SharedStatusRow]:
    """The verdict on every village and title, and how many villages share it."""
    return to_rows(figures.query("alike", year=year), SharedStatusRow)


def reporting(figures: Queryable, year: int) -> list[ReportingRow]:
    """Which villages reported how many titles."""
    return to_rows(figures.query("reporting", year=year), ReportingRow)


def milestone_verdicts(figures: Queryable, year: int, area: str | None = None) -> list[MilestoneVerdictRow]:
    """The frozen verdicts of the milestones before a year, of one area or of all."""
    return to_rows(figures.query("verdicts", year=year, area=area), MilestoneVerdictRow)


def ranks(figures: Queryable) -> list[RankRow]:
    """The place of each village among the villages."""
    return to_rows(figures.query("places"), RankRow)


def years(figures: Queryable) -> list[int]:
    """The years with figures, the latest first."""
    return [int(year) for year in figures.query("years")["year"]]


def last_totals(figures: Queryable, year: int) -> list[LastTotalRow]:
    """The totals a template for a year is filled with."""
    return to_rows(figures.query("last_totals", year=year), LastTotalRow)


def areas(figures: Queryable) -> list[AreaRow]:
    """The villages there are or were, with their years."""
    return to_rows(figures.query("areas"), AreaRow)


def villages(
    figures: Queryable, year: int, *, indicator: str | None = None, order: str = "official", only_lagging: bool = False
) -> list[VillageRow]:
    """The villages in an order: official, gap or name."""
    return to_rows(
        figures.query("villages", year=year, indicator=indicator, order=order, only_lagging=only_lagging), VillageRow
    )


def groups(figures: Queryable, year: int) -> list[GroupRow]:
    """Where the sums of the groups of villages stand."""
    return to_rows(figures.query("groups", year=year), GroupRow)


def worked_example(figures: Queryable, year: int) -> list[WorkedExampleRow]:
    """A village to explain the arithmetic on."""
    return to_rows(figures.query("example", year=year), WorkedExampleRow)
