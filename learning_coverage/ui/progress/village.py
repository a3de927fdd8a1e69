"""What the page of one village shows."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from learning_coverage import queries
from learning_coverage.content import sentences
from learning_coverage.queries import records
from learning_coverage.queries import titles as asked
from learning_coverage.ui.page import figure_table
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.tasks import tasks

Row = dict[str, Any]


def sentence(screen: Screen, village: str, year: int) -> str:
    """The finding of the page."""
    there = {row["area_id"]: row for row in records(queries.reporting(screen.figures, year))}
    if village not in there:
        return screen.w("finding.village_not_there", village=screen.area_names[village], year=year)
    lagging = records(queries.lagging(screen.figures, year))
    return sentences.village(there[village], lagging, year, screen.config, screen.w)


def summaries(screen: Screen, village: str, year: int) -> dict[str, Row]:
    """Where each title of the village stands in the year, its place among the villages and its sources."""
    places = records(queries.places(screen.figures))
    own = {row["indicator_id"]: row for row in places if (row["area_id"], row["year"]) == (village, year)}
    titles = {title.id for title in screen.config.titles}
    splits = {row["indicator_id"]: row for row in records(asked.year_on_year(screen.figures, area=village, year=year))}
    verdicts = records(queries.verdicts(screen.figures, year, village))
    agreed = tasks.rows(screen, village, only_open=True)
    return {
        row["indicator_id"]: {
            **row,
            "tasks": [task for task in agreed if task["indicator_id"] == row["indicator_id"]],
            "split": splits.get(row["indicator_id"]),
            "place": own.get(row["indicator_id"]),
            "sources": records(queries.provenance(screen.figures, year, village, row["indicator_id"])),
            "verdicts": [verdict for verdict in verdicts if verdict["indicator_id"] == row["indicator_id"]],
        }
        for row in records(queries.coverage(screen.figures, year=year, area=village))
        if row["indicator_id"] in titles
    }


def series(screen: Screen, village: str) -> dict[str, list[Row]]:
    """The years of each title, up to the last milestone."""
    rows = records(queries.coverage(screen.figures, area=village))
    return {title.id: [row for row in rows if row["indicator_id"] == title.id] for title in screen.config.titles}


def content(screen: Screen, row: Row, years: list[Row]) -> dict[str, Any]:
    """The values of the template `village_title`; a link may ask for the source of one title to stand open."""
    known = [year for year in years if year["coverage"] is not None]
    return {
        "w": screen.w,
        "indicator": screen.config.indicators[row["indicator_id"]],
        "row": row,
        "years": years,
        "breaks": screen.breaks(row["indicator_id"], row["area_id"]),
        "alt": figure_table.told(screen, row),
        "source": screen.source,
        **figure_table.table(screen, screen.w("filter.year"), known, lambda year: str(year["year"])),
        "tasks": row["tasks"],
        "sources": row["sources"],
        "is_open": st.query_params.get("source") == row["indicator_id"],
    }


def side_by_side(summaries: dict[str, Row]) -> Iterator[tuple[str, Row, DeltaGenerator]]:
    """Each title with its place on the page: charts two in a row, a yes or no in a row of its own."""
    columns = cycle(st.columns(2, gap="large"))
    for key, row in summaries.items():
        yield key, row, st.container() if row["is_single"] else next(columns)


def counts(screen: Screen, village: str) -> dict[str, Any]:
    """The values of the template `counts`: every year with a figure, the latest first."""
    known = [row for row in records(queries.coverage(screen.figures, area=village)) if row["status"] != "no_data"]
    latest_first = sorted(known, key=lambda row: -row["year"])
    return {"w": screen.w, "indicators": screen.config.indicators, "rows": latest_first}
