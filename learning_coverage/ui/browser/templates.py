"""Everything drawn as HTML: one Jinja environment that escapes every value, one component that shows the result.

Links in a template are ordinary addresses, so they can be copied and opened in a new tab; a plain click moves
within the running app instead of loading it anew.
"""

import re
from collections.abc import Callable
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from learning_coverage import charts
from learning_coverage.queries import records
from learning_coverage.ui.browser import display_mode
from learning_coverage.ui.browser.components import HERE, component, source
from learning_coverage.wording import Wording

MAIN_PAGE = "overview"
T = TypeVar("T")


@lru_cache(maxsize=20_000)
def address(page: str, **parameters: object) -> str:
    """The address of a page with its parameters; empty ones are left out."""
    place = "./" if page == MAIN_PAGE else page  # the main page has no name of its own
    return f"{place}?{urlencode({name: value for name, value in parameters.items() if value is not None})}"


MOST_LINES = 300  # of a list somebody reads through before he decides; the rest is counted

_templates = charts.environment(HERE.parent / "templates")
_templates.globals.update(address=address, most_lines=MOST_LINES)


_answered: ContextVar[dict[Callable[[], Any], Any]] = ContextVar("what was asked while a template is drawn")


def once(question: Callable[[], T]) -> Callable[[], T]:
    """A question of templates that has one answer while one is drawn, however many of its lines ask it."""

    def answer() -> T:
        known = _answered.get()
        if question not in known:
            known[question] = question()
        found: T = known[question]
        return found

    return answer


def know(**functions: Callable[..., Any]) -> None:
    """Functions every template may call by name."""
    _templates.globals.update(functions)


def render(template: str, **values: Any) -> str:
    """A template filled with values; frames become lists of rows in which a missing value is None."""
    rows = {name: records(value) if isinstance(value, pd.DataFrame) else value for name, value in values.items()}
    begun = _answered.set({})
    try:
        return _templates.get_template(f"{template}.html").render(rows)
    finally:
        _answered.reset(begun)


_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~$]|:(?=\w)|^[-+](?=\s)|^\d+(?=[.)])")


_LINKING = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)", re.IGNORECASE)


def plain(text: str) -> str:
    """A sentence with names from files in it, so that Streamlit's Markdown shows it as it is.

    Addresses become links by themselves, whatever is escaped in them; only what parts them unseen keeps them text.
    """
    text = _LINKING.sub("\u2060", text)
    return _MARKDOWN.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", text)


def dress(w: Wording) -> None:
    """Streamlit's own page in our style, with the words that take the place of its English ones."""
    words = "".join(f'--word-{name}: "{w(f"page.{name}")}";' for name in ("browse", "limit", "nothing"))
    _style(f":root {{ {words} }}\n{source('page.css')}{display_mode.page_style()}")


def _style(rules: str) -> None:
    st.html(f"<style>{rules}</style>")


def show(template: str, *, key: str, **values: Any) -> None:
    """Draw a template; a click on one of its links opens that page."""
    put(render(template, **values), key=key)


def put(drawn: str, *, key: str) -> None:
    """Show a template that is drawn already; one with nothing in it is no part of the page."""
    if drawn.strip():
        _put("linked", drawn, key)


def show_slides(template: str, **values: Any) -> None:
    """Draw a template of slides over the whole screen, one at a time."""
    _style(source("alone.css"))
    _put("slides", render(template, **values), "slides")


def _put(name: str, drawn: str, key: str) -> None:
    component(name)(key=key, data={"html": drawn, "look": display_mode.chosen()}, height="content")
