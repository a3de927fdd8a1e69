"""Content of the page of one village: status, years, sources and counts of each title."""

from typing import Any

from learning_coverage import queries
from learning_coverage.content import sentences
from learning_coverage.content.answers import Answers
from learning_coverage.content.request import Request
from learning_coverage.queries import titles as title_queries
from learning_coverage.queries.rows import CoverageRow, MilestoneVerdictRow, ProvenanceRow, RankRow, YearOnYearRow
from learning_coverage.ui.page import figure_table
from learning_coverage.ui.page.declaration import Cell, Choice
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.progress import series
from learning_coverage.ui.progress.series import Series
from learning_coverage.ui.tasks import tasks
from learning_coverage.wording import today

SOURCE = Choice("source", lambda page, _: {title.id: title.id for title in page.config.titles}, "link")


def compose_title(page: Page, village: str, year: int) -> str:
    """The title sentence: the titles the village lags in, or that it does not exist in the year."""
    return Answers(page.basis, Request(year, today())).describe_village(village)


class TitleSummary(CoverageRow):
    """A title of a village in a year, with what stands beside it."""

    tasks: list[tasks.ListedTask]
    split: YearOnYearRow | None
    place: RankRow | None
    commune: CoverageRow
    sources: list[ProvenanceRow]
    verdicts: list[MilestoneVerdictRow]


def load_summaries(page: Page, village: str, year: int) -> dict[str, TitleSummary]:
    """The coverage of each title in the year with its tasks, sources and verdicts, by title; and its rank, unless too
    few villages reported.
    """
    ranks = queries.ranks(page.figures)
    own = {row["indicator_id"]: row for row in ranks if (row["area_id"], row["year"]) == (village, year)}
    titles = {title.id for title in page.config.titles}
    splits = {row["indicator_id"]: row for row in title_queries.year_on_year(page.figures, area=village, year=year)}
    verdicts = queries.milestone_verdicts(page.figures, year, village)
    commune = {row["indicator_id"]: row for row in queries.coverage(page.figures, year=year, area=page.config.scope_id)}
    open_tasks = tasks.load(page, village, only_open=True)
    return {
        row["indicator_id"]: {
            **row,
            "tasks": [task for task in open_tasks if task["indicator_id"] == row["indicator_id"]],
            "split": splits.get(row["indicator_id"]),
            "place": own.get(row["indicator_id"]) if commune[row["indicator_id"]]["status"] != "incomplete" else None,
            "commune": commune[row["indicator_id"]],
            "sources": queries.provenance(page.figures, year, village, row["indicator_id"]),
            "verdicts": [verdict for verdict in verdicts if verdict["indicator_id"] == row["indicator_id"]],
        }
        for row in queries.coverage(page.figures, year=year, area=village)
        if row["indicator_id"] in titles
    }


def build_cells(page: Page, village: str, year: int, source: str | None) -> list[Cell]:
    """The titles of a village, charts side by side and a yes or no in a row of its own.

    `source` is the title whose sources are shown unfolded, if any.
    """
    years = series.load(page, year, [village])
    return [
        Cell(
            f"title-{key}",
            _build_context(page, row, years[village, key], is_open=key == source),
            is_wide=row["is_single"],
        )
        for key, row in load_summaries(page, village, year).items()
    ]


def _build_context(page: Page, row: TitleSummary, years: Series, *, is_open: bool) -> dict[str, Any]:
    """Values of the template `progress/village_title`; `is_open`: the sources are shown unfolded."""
    known = [year for year in years.rows if year["coverage"] is not None]
    return {
        "w": page.w,
        "indicator": page.config.indicators[row["indicator_id"]],
        "row": row,
        "years": years.rows,
        "former": years.former,
        "breaks": page.basis.list_breaks(row["indicator_id"], row["area_id"]),
        "alt": sentences.describe_series(row, page.config, page.w),
        "source": page.basis.source,
        **figure_table.build(
            page,
            page.w("filter.year"),
            known,
            lambda year: series.name_year(page, year["year"], row["year"]),
            years.former,
        ),
        "tasks": row["tasks"],
        "sources": row["sources"],
        "is_open": is_open,
    }


def build_counts_context(page: Page, village: str, year: int) -> dict[str, Any]:
    """Values of the template `progress/village_counts`: every year with a figure, the latest first, and the sums of the
    former villages before.
    """
    found = series.load(page, year, [village]).values()
    known = [row for years in found for row in years.rows if row["status"] != "no_data"]
    former = [row for years in found for row in years.former]
    return {
        "w": page.w,
        "indicators": page.config.indicators,
        "rows": [
            {**row, "label": series.name_year(page, row["year"], year)}
            for row in sorted(known, key=lambda row: -row["year"])
        ],
        "former": sorted(former, key=lambda row: -row["year"]),
    }
