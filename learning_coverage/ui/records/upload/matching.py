"""The step "match names": unclear villages, columns and years of a file, each chosen from a list."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

import streamlit as st

from learning_coverage.access import Right
from learning_coverage.config import config_folder
from learning_coverage.config.commune_editor import add_village
from learning_coverage.intake.result import ReadResult
from learning_coverage.ui.browser.templates import escape_markdown
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.records.upload import overrides
from learning_coverage.ui.session import current_user, stores
from learning_coverage.ui.session.errors import defer_errors

KEYS = ("village", "year", "indicator")
COUNTS = ("total", "registered", "recognised")

T = TypeVar("T")


def show(page: Page, reading: ReadResult) -> None:
    """Show every choice the file needs; nothing when all is clear."""
    _show_year_choice(page, reading)
    chosen = overrides.get_overrides(reading.sha256)  # a choice stays in its list, so that it can be changed
    for spelling in dict.fromkeys([*dict(chosen.aliases), *(str(p.value) for p in overrides.names_to_match(reading))]):
        _show_name_choice(page, reading, spelling)
    for header in dict.fromkeys([*dict(chosen.columns), *(str(p.column) for p in overrides.columns_to_match(reading))]):
        _show_column_choice(page, reading, header)


def _show_year_choice(page: Page, reading: ReadResult) -> None:
    is_unclear = any(problem.code in ("year_missing", "year_conflict") for problem in reading.problems)
    if not is_unclear and overrides.get_overrides(reading.sha256).year is None:
        return
    key = f"year of {reading.sha256}"
    years = {year: str(year) for year in range(page.config.first_year, page.config.last_year + 1)}
    _show_choice(page, page.w("upload.ask_year"), years, key, partial(overrides.set_year, reading.sha256, key))


def _show_name_choice(page: Page, reading: ReadResult, spelling: str) -> None:
    names = {village.id: village.name for village in page.config.villages}
    key = f"village of {spelling} in {reading.sha256}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        question = page.w("upload.ask_village", value=spelling)
        _show_choice(page, question, names, key, partial(overrides.set_alias, reading.sha256, spelling, key))
        if not page.is_sample and page.may(Right.CONFIGURE):
            st.button(page.w("upload.new_village"), key=f"new {key}", on_click=partial(_add_village, spelling))


def _show_column_choice(page: Page, reading: ReadResult, header: str) -> None:
    key = f"column {header} of {reading.sha256}"
    question = page.w("upload.ask_column", column=header)
    _show_choice(
        page, question, _column_meanings(page), key, partial(overrides.set_column, reading.sha256, header, key)
    )


def _show_choice(page: Page, question: str, answers: Mapping[T, str], key: str, on_change: Callable[[], None]) -> None:
    """One choice from a list, empty at first."""
    st.selectbox(
        escape_markdown(question),
        list(answers),
        index=None,
        format_func=answers.__getitem__,
        placeholder=page.w("upload.pick"),
        key=key,
        on_change=on_change,
        width=420,
    )


def _column_meanings(page: Page) -> dict[str, str]:
    """The label of every meaning of a column, by `field[:indicator]`."""
    fields = {field: page.w(f"intake.field.{field}") for field in (*KEYS, *COUNTS, "grade", "ignore")}
    titled = {
        f"{field}:{title.id}": f"{page.w.translate(title.short)} – {fields[field]}"
        for title in page.config.titles
        for field in COUNTS
    }
    return fields | titled


@defer_errors
def _add_village(name: str) -> None:
    """Add a missing village to the configuration, for all users."""
    with stores.edit_configuration(current_user.resolve_author(""), name):
        add_village(config_folder(), name)
