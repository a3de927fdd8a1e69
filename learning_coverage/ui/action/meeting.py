"""The slides of a meeting: made from the figures as they stood when the meeting was opened."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from learning_coverage import queries
from learning_coverage.charts.scales import marks
from learning_coverage.content import agenda, sentences
from learning_coverage.queries import records
from learning_coverage.queries import tasks as tasks_asked
from learning_coverage.ui.browser import query_params, templates
from learning_coverage.ui.page import filters
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.progress import matrix, titles
from learning_coverage.ui.session import stores
from learning_coverage.ui.tasks import forms, tasks
from learning_coverage.wording import today

Slide = dict[str, Any]
AT = "at"
ROWS = 14  # villages a matrix shows on one slide, so that it is read from the back of the hall
CALLED = 6  # villages a title names on its slide


def frozen(screen: Screen) -> Screen:
    """The screen with the figures of the commit the meeting was opened at, which is kept in the address."""
    store = stores.store()
    wanted = query_params.whole(st.query_params.get(AT))
    at = store.head.seq if wanted is None else min(wanted, store.head.seq)
    query_params.put(AT, str(at))
    return replace(screen, figures=store.at(at))


def year(screen: Screen) -> int:
    """The year of the meeting: the one in the address, else the latest with figures."""
    return filters.kept_year(screen)


def slides(screen: Screen, year: int) -> list[Slide]:
    """Every slide in its order, with a title of its own and what a conclusion noted on it is about."""
    lagging = records(queries.lagging(screen.figures, year))
    parts = (
        _cover(screen, year),
        _titles(screen, year),
        _of_commune(screen, year),
        _matrix(screen, year),
        _villages(screen, year, lagging),
        _agreed(screen),
        _method(screen),
    )
    return [{"area": None, "indicator": None, **slide} for part in parts for slide in part]


def show(screen: Screen, year: int, found: Sequence[Slide]) -> None:
    """Nothing but the slides; a conclusion is written in a dialog over the slide it is about."""
    with st.container(key="unseen"):  # a page has one heading, for those who do not see the slides
        st.title(templates.plain(found[0]["title"]), anchor=False)
    templates.show_slides("slides", w=screen.w, year=year, slides=found, source=screen.source)
    number = query_params.whole(st.query_params.get("note")) or 0
    if 0 < number <= len(found):
        slide = found[number - 1]
        st.dialog(screen.w("meeting.note"), width="large", on_dismiss=_forget)(_conclusion)(screen, slide)
    elif told := forms.told():
        st.toast(templates.plain(told))


def _forget() -> None:
    st.query_params.pop("note", None)


def _conclusion(screen: Screen, slide: Slide) -> None:
    if forms.is_done():  # only the dialog was drawn again; the whole page closes it
        _forget()
        st.rerun()
    st.caption(templates.plain(slide["title"]))
    forms.form(screen, slide["area"] or screen.config.whole, slide["indicator"], source="meeting")


def _cover(screen: Screen, year: int) -> Iterator[Slide]:
    villages = records(queries.reporting(screen.figures, year))
    silent = [row for row in villages if not row["reported_titles"]]
    yield {
        "kind": "cover",
        "title": screen.w("meeting.title", year=year),
        "commune": screen.config.commune.name,
        "plan": screen.w.of(screen.config.plan.name),
        "day": screen.w.date(today()),
        "upload": screen.stamp,
        "silent": [row["area_name"] for row in silent],
        "villages": len(villages),
        "is_sample": screen.is_sample,
    }


def _titles(screen: Screen, year: int) -> Iterator[Slide]:
    headline = records(queries.headline(screen.figures, year))
    for indicator in screen.config.titles:
        values = titles.commune(screen, indicator, year)
        called = agenda.called(screen, indicator, year)
        yield {
            **values,
            "kind": "title",
            "title": sentences.title(headline, values["row"], screen.config, screen.w),
            "indicator": indicator.id,
            "about": indicator,
            "called": called[:CALLED],
            "others": len(called[CALLED:]),
            "marks": marks(indicator),
        }


def _of_commune(screen: Screen, year: int) -> Iterator[Slide]:
    own = agenda.own_titles(screen, year)
    yield {
        "kind": "commune",
        "title": agenda.own_finding(screen, own, year),
        "rows": own,
        "indicators": screen.config.indicators,
        "marks": {row["indicator_id"]: marks(screen.config.indicators[row["indicator_id"]]) for row in own},
    }


def _matrix(screen: Screen, year: int) -> Iterator[Slide]:
    values = matrix.content(screen, matrix.Choice(year, None, "coverage", "official", False))
    headline = records(queries.headline(screen.figures, year))
    title = sentences.matrix(headline, None, year, screen.config, screen.w)
    *lines, commune = values["lines"]
    pages = max(1, -(-len(lines) // ROWS))
    size = -(-len(lines) // pages)
    for start in range(0, len(lines), size):
        yield {**values, "kind": "matrix", "title": title, "lines": [*lines[start : start + size], commune]}


def _villages(screen: Screen, year: int, lagging: list[dict[str, Any]]) -> Iterator[Slide]:
    """A slide per village that lags. Everything is asked once for all of them: a question a village would take long."""
    reporting = {row["area_id"]: row for row in records(queries.reporting(screen.figures, year))}
    agreed = records(tasks_asked.tasks(screen.figures, today(), only_open=True))
    years: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in records(queries.coverage(screen.figures)):
        years[row["area_id"]][row["indicator_id"]].append(row)
    for area in dict.fromkeys(row["area_id"] for row in lagging):
        given = [task for task in agreed if task["area_id"] == area]
        now = [row for title in screen.config.titles for row in years[area][title.id] if row["year"] == year]
        yield {
            "kind": "village",
            "title": sentences.village(reporting[area], lagging, year, screen.config, screen.w),
            "area": area,
            "indicator": next(row["indicator_id"] for row in lagging if row["area_id"] == area),
            "rows": [
                {**row, "tasks": [task for task in given if task["indicator_id"] == row["indicator_id"]]} for row in now
            ],
            "years": years[area],
            "indicators": screen.config.indicators,
        }


def _agreed(screen: Screen) -> Iterator[Slide]:
    present = replace(screen, figures=stores.store().at(stores.store().head.seq))
    found = [row for row in tasks.rows(present) if row["is_open"]]
    yield {
        "kind": "tasks",
        "title": tasks.sentence(screen, found),
        "tasks": found[:8],
        "others": len(found[8:]),
        "names": screen.area_names,
    }


def _method(screen: Screen) -> Iterator[Slide]:
    settings = screen.config.settings
    points = {"tolerance": settings.tolerance_points}
    rules = [screen.w(f"meeting.rules.{name}", **points) for name in ("counts", "path", "status", "commune", "missing")]
    yield {"kind": "method", "title": screen.w("meeting.method"), "rules": rules}
