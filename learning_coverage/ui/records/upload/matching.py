"""The step "match names": villages, columns and years the file leaves open, each settled by one choice in a list."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

import streamlit as st

from learning_coverage.access import Act
from learning_coverage.config import config_folder
from learning_coverage.config.commune_editor import add_village
from learning_coverage.intake.result import Reading
from learning_coverage.ui.browser.templates import plain
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.records.upload import overrides
from learning_coverage.ui.session import current_user, stores
from learning_coverage.ui.session.errors import acting

KEYS = ("village", "year", "indicator")
COUNTS = ("total", "registered", "recognised")

T = TypeVar("T")


def draw(screen: Screen, reading: Reading) -> None:
    """Everything that waits for a choice; nothing when nothing does."""
    _year(screen, reading)
    said = overrides.words_about(reading.sha256)  # what was chosen stays in its list, so that it can be changed
    for spelling in dict.fromkeys([*dict(said.aliases), *(str(p.value) for p in overrides.names_to_match(reading))]):
        _name(screen, reading, spelling)
    for header in dict.fromkeys([*dict(said.columns), *(str(p.column) for p in overrides.columns_to_match(reading))]):
        _column(screen, reading, header)


def _year(screen: Screen, reading: Reading) -> None:
    asked = any(problem.code in ("year_missing", "year_conflict") for problem in reading.problems)
    if not asked and overrides.words_about(reading.sha256).year is None:
        return
    key = f"year of {reading.sha256}"
    years = {year: str(year) for year in range(screen.config.first_year, screen.config.last_year + 1)}
    _ask(screen, screen.w("upload.ask_year"), years, key, partial(overrides.say_year, reading.sha256, key))


def _name(screen: Screen, reading: Reading, spelling: str) -> None:
    names = {village.id: village.name for village in screen.config.villages}
    key = f"village of {spelling} in {reading.sha256}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        question = screen.w("upload.ask_village", value=spelling)
        _ask(screen, question, names, key, partial(overrides.say_alias, reading.sha256, spelling, key))
        if not screen.is_sample and current_user.may(Act.CONFIGURE):
            st.button(screen.w("upload.new_village"), key=f"new {key}", on_click=partial(_declare_new, spelling))


def _column(screen: Screen, reading: Reading, header: str) -> None:
    key = f"column {header} of {reading.sha256}"
    question = screen.w("upload.ask_column", column=header)
    _ask(screen, question, _meanings(screen), key, partial(overrides.say_column, reading.sha256, header, key))


def _ask(screen: Screen, question: str, answers: Mapping[T, str], key: str, said: Callable[[], None]) -> None:
    """One choice in a list, nothing chosen at first."""
    st.selectbox(
        plain(question),
        list(answers),
        index=None,
        format_func=answers.__getitem__,
        placeholder=screen.w("upload.pick"),
        key=key,
        on_change=said,
        width=420,
    )


def _meanings(screen: Screen) -> dict[str, str]:
    """What a column can be: `field[:indicator]`, with the words for it."""
    fields = {field: screen.w(f"intake.field.{field}") for field in (*KEYS, *COUNTS, "grade", "ignore")}
    titled = {
        f"{field}:{title.id}": f"{screen.w.of(title.short)} – {fields[field]}"
        for title in screen.config.titles
        for field in COUNTS
    }
    return fields | titled


@acting
def _declare_new(name: str) -> None:
    """A village the list lacks goes into the configuration, where everybody sees it."""
    with stores.changing_configuration(current_user.acting(""), name):
        add_village(config_folder(), name)
