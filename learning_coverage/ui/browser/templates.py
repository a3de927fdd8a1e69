"""HTML on the pages: one Jinja environment that escapes every value, one component that mounts the result.

A template gets the links of its page as the value `links`. A link is an ordinary URL, which can be copied and opened
in a new tab; a plain click navigates within the running app.
"""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from learning_coverage import charts
from learning_coverage.content import row_texts
from learning_coverage.ui.browser import display_mode
from learning_coverage.ui.browser.components import TEMPLATES, get_component, read_asset
from learning_coverage.wording import Wording

MAIN_PAGE = "overview"
MAX_LINES = 300  # of a list that is read before a decision; the rest is counted


@lru_cache(maxsize=20_000)
def page_url(page: str, **parameters: object) -> str:
    """The URL of a page with its query parameters; those that are None are left out."""
    place = "./" if page == MAIN_PAGE else page  # the main page is served at the root
    return f"{place}?{urlencode({name: value for name, value in parameters.items() if value is not None})}"


_environment = charts.create_environment(TEMPLATES)
_environment.globals["row_texts"] = row_texts


def render(template: str, **values: Any) -> str:
    """A template filled with values."""
    return _environment.get_template(f"{template}.html").render(max_lines=MAX_LINES, **values)


_MARKDOWN_SYNTAX = re.compile(r"[\\`*_{}\[\]<>#|~$]|:(?=\w)|^[-+](?=\s)|^\d+(?=[.)])")


_AUTOLINK = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)", re.IGNORECASE)


def escape_markdown(text: str) -> str:
    """Text escaped for Streamlit's Markdown, for sentences with names from files.

    URLs would become links whatever is escaped in them; a word joiner, which is invisible, prevents it.
    """
    text = _AUTOLINK.sub("\u2060", text)
    return _MARKDOWN_SYNTAX.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", text)


def apply_page_style(w: Wording) -> None:
    """Style Streamlit's own page, and replace its English words."""
    words = "".join(f'--word-{name}: "{w(f"page.{name}")}";' for name in ("browse", "limit", "nothing"))
    _inject_css(f":root {{ {words} }}\n{read_asset('page.css')}{display_mode.page_css()}")


def _inject_css(rules: str) -> None:
    st.html(f"<style>{rules}</style>")


def show(template: str, *, key: str, **values: Any) -> None:
    """Render a template and mount it."""
    insert(render(template, **values), key=key)


def insert(rendered: str, *, key: str) -> None:
    """Mount rendered HTML; nothing is mounted for a blank one."""
    if rendered.strip():
        _mount("rendered_html", rendered, key)


def show_slides(template: str, **values: Any) -> None:
    """Render a template of slides and mount it over the whole screen, one slide at a time."""
    _inject_css(read_asset("fullscreen.css"))
    _mount("slides", render(template, **values), "slides")


def _mount(name: str, rendered: str, key: str) -> None:
    get_component(name)(key=key, data={"html": rendered, "display_mode": display_mode.current_mode()}, height="content")
