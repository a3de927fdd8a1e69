"""Slides of a meeting, made from the figures of one commit."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from learning_coverage.charts.scales import milestone_marks
from learning_coverage.content import agenda, row_texts, sources
from learning_coverage.content.agenda import SLIDE_TASKS, SLIDE_VILLAGES, Topic
from learning_coverage.content.answers import Answers
from learning_coverage.content.request import Request
from learning_coverage.queries.rows import CoverageRow
from learning_coverage.ui.browser import query_params, templates
from learning_coverage.ui.page.choices import YEAR, make_choice
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.progress import matrix, titles
from learning_coverage.ui.tasks import forms, tasks
from learning_coverage.wording import Wording, today

Slide = dict[str, Any]
COMMIT_KEY = "at"
SILENT_BELOW_LIST = 1  # villages without figures named below a list of others; more long names would not fit
MATRIX_ROWS = 14  # villages of the matrix on one slide; more would be illegible from the back of a hall


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
    answers = Answers(page.basis, Request(year, today()))
    return [
        {
            "kind": topic.kind,
            "title": topic.heading,
            "area": topic.area,
            "indicator": topic.title and topic.title.id,
            **slide,
        }
        for topic in agenda.list_topics(answers)
        for slide in _BUILDERS[topic.kind](page, answers, topic)
    ]


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


def _build_cover(page: Page, answers: Answers, _: Topic) -> Iterator[Slide]:
    yield {
        "commune": page.config.commune.name,
        "plan": page.w.translate(page.config.plan.name),
        "day": page.w.date(answers.request.made_on),
        "upload": page.basis.latest_upload,
        "reported": answers.reporting.describe(page.w),
        "unreported": answers.reporting.describe_unreported(page.w),
        "is_sample": page.is_sample,
    }


def _build_title(page: Page, answers: Answers, topic: Topic) -> Iterator[Slide]:
    assert topic.title is not None
    lagging = agenda.select_villages(answers, topic.title)
    rows = [answers.get_row(village["area_id"], topic.title.id) for village in answers.villages]
    silent = [row["area_name"] for row in rows if row and row["status"] == "no_data" and not row["assessment"]]
    shown = SLIDE_VILLAGES - 1 if silent else SLIDE_VILLAGES  # their names take the place of one
    values = titles.build_commune_context(page, topic.title, answers.year)
    yield {
        **values,
        "indicator": topic.title.id,
        "about_indicator": topic.title,
        "named_villages": lagging[:shown],
        "others": len(lagging[shown:]),
        "none_named": "" if lagging else _describe_none_named(page.w, values["row"]),
        "silent": silent,
        "silent_limit": SILENT_BELOW_LIST if lagging else SLIDE_VILLAGES,
        "over": row_texts.format_reported(values["row"], page.w),
        "marks": milestone_marks(topic.title),
    }


def _describe_none_named(w: Wording, commune: CoverageRow) -> str:
    """That no village lags, of how many villages; empty where there are too few figures to say so."""
    if commune["status"] in ("no_data", "incomplete", "not_applicable"):
        return ""
    over = row_texts.format_reported(commune, w)
    return w("meeting.none_of_known", over=over) if over else w("meeting.none")


def _build_commune(page: Page, answers: Answers, _: Topic) -> Iterator[Slide]:
    yield {"rows": answers.commune_title_rows, "indicators": page.config.indicators}


def _build_matrix(page: Page, answers: Answers, _: Topic) -> Iterator[Slide]:
    villages = matrix.load_villages(page, answers.year, None, "official", only_lagging=False)
    values = matrix.build_context(page, answers.year, None, "coverage", villages, villages)
    *lines, commune = values["lines"]
    pages = max(1, -(-len(lines) // MATRIX_ROWS))
    size = -(-len(lines) // pages)
    for start in range(0, len(lines), size):
        yield {**values, "lines": [*lines[start : start + size], commune]}


def _build_village(page: Page, answers: Answers, topic: Topic) -> Iterator[Slide]:
    assert topic.area is not None
    own_tasks = [task for task in answers.open_tasks if task["area_id"] == topic.area]
    rows = answers.list_title_rows(topic.area)
    yield {
        "rows": [
            {**row, "tasks": [task for task in own_tasks if task["indicator_id"] == row["indicator_id"]]}
            for row in rows
        ],
        "years": {row["indicator_id"]: answers.series[topic.area, row["indicator_id"]] for row in rows},
        "indicators": page.config.indicators,
    }


def _build_tasks(page: Page, _: Answers, __: Topic) -> Iterator[Slide]:
    """The tasks of the present: a conclusion noted during the meeting is among them."""
    present = replace(page, figures=page.shown_store.at(page.shown_store.head.seq))
    found = [row for row in tasks.load(present) if row["is_open"]]
    yield {
        "kind": "tasks",
        "title": tasks.compose_title(page, found),
        "tasks": found[:SLIDE_TASKS],
        "others": len(found[SLIDE_TASKS:]),
        "names": page.basis.area_names,
    }


def _build_method(page: Page, _: Answers, __: Topic) -> Iterator[Slide]:
    yield {"rules": sources.list_short_rules(page.basis)}


_BUILDERS = {
    "cover": _build_cover,
    "title": _build_title,
    "commune": _build_commune,
    "matrix": _build_matrix,
    "village": _build_village,
    "agreements": _build_tasks,
    "method": _build_method,
}
