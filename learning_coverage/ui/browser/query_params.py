"""Choices as query parameters, by id, so that a copied link shows the same page in either language.

Streamlit's own binding writes the label of the chosen option, and each write is a step of the browser's history: after
five choices the back button returned five times to the same page. So choices are collected during a run, and at its end
a script of the browser replaces the query of the address.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from learning_coverage.ui.browser.components import get_component

CHOICES_KEY = "address"


def reset() -> None:
    """Forget the choices of the last run."""
    st.session_state[CHOICES_KEY] = {}


def set_value(key: str, value: str) -> None:
    """Set a query parameter of the address at the end of this run."""
    st.session_state.setdefault(CHOICES_KEY, {})[key] = value


def chosen_values() -> dict[str, str]:
    """The choices of this run so far, by query parameter."""
    return dict(st.session_state.get(CHOICES_KEY, {}))


def parse_int(text: str | None) -> int | None:
    """A whole number of at most nine digits; None for any other text."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def bind_widget(
    key: str,
    options: Sequence[str],
    widget: Callable[[], str | None],
    default: str | None = None,
    *,
    follows_default: bool = False,
) -> str:
    """Show the widget with this key and return its value; an unknown one in the address falls back to the `default`.

    The default is the first option if None. `follows_default`: a widget left at its default moves with it.

    The address counts if it changed since the last run (a link, the back button), else the widget.
    """
    wanted = st.query_params.get(key)
    if follows_default and default is not None:
        _follow_default(key, wanted, default)
    # An unchanged address has the value it had at the last run, or the one that run set.
    before = (st.session_state.get(f"{key}_in_address"), st.session_state.get(f"{key}_chosen"))
    if wanted not in before or key not in st.session_state:
        value = wanted if wanted in options else _previous_choice(key, options, default or options[0])
    else:
        value = st.session_state[key]
    st.session_state[key] = value  # even if unchanged: with the same key on another page it is another widget
    chosen = widget() or default or options[0]
    st.session_state[f"{key}_in_address"], st.session_state[f"{key}_chosen"] = wanted, chosen
    set_value(key, chosen)
    return chosen


def _follow_default(key: str, wanted: str | None, default: str) -> None:
    """Move the stored choice from the default of the last run to that of this one, unless another one was made."""
    before = st.session_state.get(f"{key}_default")
    if before != default and wanted in (None, before) and st.session_state.get(key) == before is not None:
        st.session_state[key] = st.session_state[f"{key}_chosen"] = default
        st.session_state[f"{key}_in_address"] = wanted
    st.session_state[f"{key}_default"] = default


def _previous_choice(key: str, options: Sequence[str], default: str) -> str:
    """The choice made on an earlier page if it is an option here, else the default."""
    chosen = st.session_state.get(f"{key}_chosen")
    return str(chosen) if chosen in options else default


def write_params(page: str) -> None:
    """Have the browser write the choices of this run into the address of the page."""
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    data = {"page": page, "run": st.session_state["runs"], "choices": st.session_state[CHOICES_KEY]}
    with st.container(key="query-params", height=1, border=False):
        get_component("query_params")(key="query-params-writer", data=data)
