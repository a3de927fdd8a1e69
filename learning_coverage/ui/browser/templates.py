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

import streamlit as st

from learning_coverage import charts
from learning_coverage.ui.browser import display_mode
from learning_coverage.ui.browser.components import TEMPLATES, get_component, read_asset
from learning_coverage.wording import Wording

MAIN_PAGE = "overview"
T = TypeVar("T")


@lru_cache(maxsize=20_000)
def page_url(page: str, **parameters: object) -> str:
    """The address of a page with its parameters; empty ones are left out."""
    place = "./" if page == MAIN_PAGE else page  # the main page has no name of its own
    return f"{place}?{urlencode({name: value for name, value in parameters.items() if value is not None})}"


MAX_LINES = 300  # of a list somebody reads through before he decides; the rest is counted

_environment = charts.create_environment(TEMPLATES)
_environment.globals.update(page_url=page_url, max_lines=MAX_LINES)


_call_cache: ContextVar[dict[Callable[[], Any], Any]] = ContextVar("what was asked while a template is drawn")


def cached_per_render(function: Callable[[], T]) -> Callable[[], T]:
    """A question of templates that has one answer while one is drawn, however many of its lines ask it."""

    def call_once() -> T:
        known = _call_cache.get()
        if function not in known:
            known[function] = function()
        found: T = known[function]
        return found

    return call_once


def register_globals(**functions: Callable[..., Any]) -> None:
    """Functions every template may call by name."""
    _environment.globals.update(functions)


def render(template: str, **values: Any) -> str:
    """A template filled with values."""
    token = _call_cache.set({})
    try:
        return _environment.get_template(f"{template}.html").render(values)
    finally:
        _call_cache.reset(token)


_MARKDOWN_SYNTAX = re.compile(r"[\\`*_{}\[\]<>#|~$]|:(?=\w)|^[-+](?=\s)|^\d+(?=[.)])")


_AUTOLINK = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)", re.IGNORECASE)


def escape_markdown(text: str) -> str:
    """A sentence with names from files in it, so that Streamlit's Markdown shows it as it is.

    Addresses become links by themselves, whatever is escaped in them; only what parts them unseen keeps them text.
    """
    text = _AUTOLINK.sub("\u2060", text)
    return _MARKDOWN_SYNTAX.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", text)


def apply_page_style(w: Wording) -> None:
    """Streamlit's own page in our style, with the words that take the place of its English ones."""
    words = "".join(f'--word-{name}: "{w(f"page.{name}")}";' for name in ("browse", "limit", "nothing"))
    _inject_css(f":root {{ {words} }}\n{read_asset('page.css')}{display_mode.page_css()}")


def _inject_css(rules: str) -> None:
    st.html(f"<style>{rules}</style>")


def show(template: str, *, key: str, **values: Any) -> None:
    """Draw a template; a click on one of its links opens that page."""
    insert(render(template, **values), key=key)


def insert(rendered: str, *, key: str) -> None:
    """Show a template that is drawn already; one with nothing in it is no part of the page."""
    if rendered.strip():
        _mount("rendered_html", rendered, key)


def show_slides(template: str, **values: Any) -> None:
    """Draw a template of slides over the whole screen, one at a time."""
    _inject_css(read_asset("fullscreen.css"))
    _mount("slides", render(template, **values), "slides")


def _mount(name: str, rendered: str, key: str) -> None:
    get_component(name)(key=key, data={"html": rendered, "display_mode": display_mode.current_mode()}, height="content")
