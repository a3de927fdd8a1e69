"""Coverage and status of titles, and which villages reported."""

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
    PredecessorRow,
    RankRow,
    ReportingRow,
    SharedStatusRow,
    VillageRow,
    WorkedExampleRow,
    YearRow,
)


def coverage(
    figures: Queryable,
    *,
    year: int | None = None,
    area: str | None = None,
    areas: Sequence[str] | None = None,
    indicator: str | None = None,
) -> list[CoverageRow]:
    """One row per indicator, area and year, with or without figures: villages in official order, then the commune.

    Of one `area`, of some `areas`, or of all; `year` None: every year from the first milestone or year with figures.
    """
    return to_rows(
        figures.query("coverage", year=year, areas=[area] if area else areas, indicator=indicator), CoverageRow
    )


def headline(figures: Queryable, year: int) -> list[HeadlineRow]:
    """One row per title of the villages: how many villages lag and how many units the commune misses."""
    return to_rows(figures.query("headline", year=year), HeadlineRow)


def lagging(
    figures: Queryable, year: int, indicator: str | None = None, *, limit: int | None = None
) -> list[LaggingRow]:
    """One row per village and title that lags, the most urgent first; of the first `limit` villages, if given."""
    return to_rows(figures.query("lagging", year=year, indicator=indicator, most=limit), LaggingRow)


def shared_statuses(figures: Queryable, year: int) -> list[SharedStatusRow]:
    """One row per village and title: its status, and how many villages have the same one."""
    return to_rows(figures.query("alike", year=year), SharedStatusRow)


def reporting(figures: Queryable, year: int) -> list[ReportingRow]:
    """One row per village there is in the year, in official order: how many titles it reported."""
    return to_rows(figures.query("reporting", year=year), ReportingRow)


def milestone_verdicts(figures: Queryable, year: int, area: str | None = None) -> list[MilestoneVerdictRow]:
    """One row per area, indicator and milestone before the year: the verdict of the milestone's own year."""
    return to_rows(figures.query("verdicts", year=year, area=area), MilestoneVerdictRow)


def predecessors(
    figures: Queryable, year: int, *, areas: Sequence[str] | None = None, indicator: str | None = None
) -> list[PredecessorRow]:
    """One row per village of the year, indicator and year before the village had its territory: the sum of the former
    villages there were then. Empty in boundaries that show former villages as their present one.
    """
    return to_rows(figures.query("predecessors", year=year, areas=areas, indicator=indicator), PredecessorRow)


def ranks(figures: Queryable) -> list[RankRow]:
    """One row per village, title and year: its rank by coverage, 1 the highest; equal shares share a rank."""
    return to_rows(figures.query("places"), RankRow)


def years(figures: Queryable) -> list[int]:
    """The years with figures, the latest first."""
    return [row["year"] for row in _year_rows(figures)]


def default_year(figures: Queryable, current_year: int) -> int | None:
    """The year that pages and documents open on: the latest one, not after `current_year`, in which enough villages
    reported some title; else the latest of those with figures, else the earliest later one; None without any figure.
    """
    rows = _year_rows(figures)
    begun = [row for row in rows if row["year"] <= current_year]
    judged = [row for row in begun if row["has_verdict"]]
    return next((row["year"] for row in (*judged, *begun, *reversed(rows))), None)


def _year_rows(figures: Queryable) -> list[YearRow]:
    return to_rows(figures.query("years"), YearRow)


def last_totals(figures: Queryable, year: int) -> list[LastTotalRow]:
    """One row per village and title: the last known total before the year, to fill in a template."""
    return to_rows(figures.query("last_totals", year=year), LastTotalRow)


def areas(figures: Queryable) -> list[AreaRow]:
    """One row per village shown in the boundaries of `figures`, in official order, with its first and last year."""
    return to_rows(figures.query("areas"), AreaRow)


def villages(
    figures: Queryable, year: int, *, indicator: str | None = None, order: str = "official", only_lagging: bool = False
) -> list[VillageRow]:
    """One row per village in the order asked for: `official`, `gap` (the most urgent first) or `name`."""
    return to_rows(
        figures.query("villages", year=year, indicator=indicator, order=order, only_lagging=only_lagging), VillageRow
    )


def groups(figures: Queryable, year: int) -> list[GroupRow]:
    """One row per group of villages and title: the sum of its villages under the group's plan."""
    return to_rows(figures.query("groups", year=year), GroupRow)


def worked_example(figures: Queryable, year: int) -> list[WorkedExampleRow]:
    """At most one row: the most urgent village of a title, with the units of its target, path and tolerance."""
    return to_rows(figures.query("example", year=year), WorkedExampleRow)
