"""Slides of a meeting, made from the figures of one commit."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from learning_coverage import queries
from learning_coverage.charts.scales import milestone_marks
from learning_coverage.content import agenda, sentences
from learning_coverage.queries import tasks as task_queries
from learning_coverage.queries.rows import CoverageRow, LaggingRow
from learning_coverage.ui.browser import query_params, templates
from learning_coverage.ui.page.choices import YEAR, make_choice
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.progress import matrix, titles
from learning_coverage.ui.tasks import forms, tasks
from learning_coverage.wording import today

Slide = dict[str, Any]
COMMIT_KEY = "at"
MATRIX_ROWS = 14  # villages of the matrix on one slide; more would be illegible from the back of a hall
MAX_NAMED = 6  # villages named on the slide of a title


def pin_figures(page: Page) -> Page:
    """The page with the figures of the commit in the URL, at first the latest."""
    store = page.shown_store
    wanted = query_params.parse_int(st.query_params.get(COMMIT_KEY))
    at = store.head.seq if wanted is None else min(wanted, store.head.seq)
    query_params.set_value(COMMIT_KEY, str(at))
    return replace(page, figures=store.at(at))


def read_year(page: Page) -> int:
    """The year of the URL, else the latest year with figures."""
    year: int = make_choice(page, replace(YEAR, control="hidden"))
    return year


def build_slides(page: Page, year: int) -> list[Slide]:
    """Every slide in order, with its title, and the `area` and `indicator` of a conclusion noted on it."""
    lagging = queries.lagging(page.figures, year)
    parts = (
        _cover_slide(page, year),
        _title_slides(page, year),
        _commune_slide(page, year),
        _matrix_slides(page, year),
        _village_slides(page, year, lagging),
        _tasks_slide(page),
        _method_slide(page),
    )
    return [{"area": None, "indicator": None, **slide} for part in parts for slide in part]


def show(page: Page, year: int, deck: Sequence[Slide]) -> None:
    """Show the slides alone; a conclusion is entered in a dialog above its slide."""
    with st.container(key="visually-hidden"):  # the heading of the page, for screen readers
        st.title(templates.escape_markdown(deck[0]["title"]), anchor=False)
    templates.show_slides(
        "action/meeting/slides", w=page.w, links=page.links, year=year, slides=deck, source=page.basis.source
    )
    number = query_params.parse_int(st.query_params.get("note")) or 0
    if 0 < number <= len(deck):
        slide = deck[number - 1]
        st.dialog(page.w("meeting.note"), width="large", on_dismiss=_close_dialog)(_show_conclusion_form)(page, slide)
    elif message := forms.pop_message():
        st.toast(templates.escape_markdown(message))


def _close_dialog() -> None:
    st.query_params.pop("note", None)


def _show_conclusion_form(page: Page, slide: Slide) -> None:
    if forms.has_message():  # only the dialog ran; a run of the whole page closes it
        _close_dialog()
        st.rerun()
    st.caption(templates.escape_markdown(slide["title"]))
    forms.show_new_task(page, slide["area"] or page.config.scope_id, slide["indicator"], source="meeting")


def _cover_slide(page: Page, year: int) -> Iterator[Slide]:
    villages = queries.reporting(page.figures, year)
    unreported = [row for row in villages if row["extent"] == "none"]
    yield {
        "kind": "cover",
        "title": page.w("meeting.title", year=year),
        "commune": page.config.commune.name,
        "plan": page.w.translate(page.config.plan.name),
        "day": page.w.date(today()),
        "upload": page.basis.latest_upload,
        "unreported": [row["area_name"] for row in unreported],
        "villages": len(villages),
        "is_sample": page.is_sample,
    }


def _title_slides(page: Page, year: int) -> Iterator[Slide]:
    headline = queries.headline(page.figures, year)
    for indicator in page.config.titles:
        values = titles.build_commune_context(page, indicator, year)
        lagging = agenda.select_villages(page.basis, indicator, year)
        yield {
            **values,
            "kind": "title",
            "title": sentences.describe_title(headline, values["row"], page.config, page.w),
            "indicator": indicator.id,
            "about_indicator": indicator,
            "named_villages": lagging[:MAX_NAMED],
            "others": len(lagging[MAX_NAMED:]),
            "marks": milestone_marks(indicator),
        }


def _commune_slide(page: Page, year: int) -> Iterator[Slide]:
    own = agenda.list_commune_titles(page.basis, year)
    yield {
        "kind": "commune",
        "title": agenda.describe_commune_titles(page.basis, own, year),
        "rows": own,
        "indicators": page.config.indicators,
        "marks": {row["indicator_id"]: milestone_marks(page.config.indicators[row["indicator_id"]]) for row in own},
    }


def _matrix_slides(page: Page, year: int) -> Iterator[Slide]:
    villages = matrix.load_villages(page, year, None, "official", only_lagging=False)
    values = matrix.build_context(page, year, None, "coverage", villages, villages)
    headline = queries.headline(page.figures, year)
    title = sentences.describe_matrix(headline, None, year, page.config, page.w)
    *lines, commune = values["lines"]
    pages = max(1, -(-len(lines) // MATRIX_ROWS))
    size = -(-len(lines) // pages)
    for start in range(0, len(lines), size):
        yield {**values, "kind": "matrix", "title": title, "lines": [*lines[start : start + size], commune]}


def _village_slides(page: Page, year: int, lagging: list[LaggingRow]) -> Iterator[Slide]:
    """One slide per lagging village. Each question is asked once for all villages, as one per village takes long."""
    reporting = {row["area_id"]: row for row in queries.reporting(page.figures, year)}
    open_tasks = task_queries.tasks(page.figures, today(), only_open=True)
    years: dict[str, dict[str, list[CoverageRow]]] = defaultdict(lambda: defaultdict(list))
    for row in queries.coverage(page.figures):
        years[row["area_id"]][row["indicator_id"]].append(row)
    for area in dict.fromkeys(row["area_id"] for row in lagging):
        own_tasks = [task for task in open_tasks if task["area_id"] == area]
        now = [row for title in page.config.titles for row in years[area][title.id] if row["year"] == year]
        yield {
            "kind": "village",
            "title": sentences.describe_village(reporting[area], lagging, year, page.config, page.w),
            "area": area,
            "indicator": next(row["indicator_id"] for row in lagging if row["area_id"] == area),
            "rows": [
                {**row, "tasks": [task for task in own_tasks if task["indicator_id"] == row["indicator_id"]]}
                for row in now
            ],
            "years": years[area],
            "indicators": page.config.indicators,
        }


def _tasks_slide(page: Page) -> Iterator[Slide]:
    present = replace(page, figures=page.shown_store.at(page.shown_store.head.seq))
    found = [row for row in tasks.load(present) if row["is_open"]]
    yield {
        "kind": "tasks",
        "title": tasks.compose_title(page, found),
        "tasks": found[:8],
        "others": len(found[8:]),
        "names": page.basis.area_names,
    }


def _method_slide(page: Page) -> Iterator[Slide]:
    settings = page.config.settings
    points = {"tolerance": settings.tolerance_points}
    rules = [page.w(f"meeting.rules.{name}", **points) for name in ("counts", "path", "status", "commune", "missing")]
    yield {"kind": "method", "title": page.w("meeting.method"), "rules": rules}
