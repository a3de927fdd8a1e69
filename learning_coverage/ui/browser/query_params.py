"""The filters in the address, by id, so that a copied link shows the same screen in either language.

Streamlit's own binding writes the words of the chosen option; ours writes its id. And what Streamlit writes becomes a
step of the browser's history: after five filters the back button went back five times to the same page. So the choices
are collected during a run and put into the address in place, at its end, by the browser.
"""

from collections.abc import Callable, Sequence

import streamlit as st

from learning_coverage.ui.browser.components import get_component

CHOICES_KEY = "address"


def reset() -> None:
    """Nothing is chosen yet in this run."""
    st.session_state[CHOICES_KEY] = {}


def set_value(key: str, value: str) -> None:
    """What the address shall say at the end of this run."""
    st.session_state.setdefault(CHOICES_KEY, {})[key] = value


def parse_int(text: str | None) -> int | None:
    """A whole number out of the address; None for anything else, and for more digits than anything here has."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def bind_widget(key: str, options: Sequence[str], widget: Callable[[], str | None]) -> str:
    """The value of a widget whose key is `key`; an unknown value in the address falls back to the first option.

    The address wins when it changed by itself (a link, the back button), the widget when the user touched it.
    """
    wanted = st.query_params.get(key)
    # What the address may say without having changed: what it said at the last run, and what that run put there.
    before = (st.session_state.get(f"{key}_in_address"), st.session_state.get(f"{key}_kept"))
    if wanted not in before or key not in st.session_state:
        value = wanted if wanted in options else _previous_choice(key, options)
    else:
        value = st.session_state[key]
    st.session_state[key] = value  # also when it has not changed: the same key on another page is another widget
    chosen = widget() or options[0]
    st.session_state[f"{key}_in_address"], st.session_state[f"{key}_kept"] = wanted, chosen
    set_value(key, chosen)
    return chosen


def _previous_choice(key: str, options: Sequence[str]) -> str:
    """What was chosen on an earlier page, if it is to be had here, else the first option."""
    kept = st.session_state.get(f"{key}_kept")
    return str(kept) if kept in options else options[0]


def write_params(page: str) -> None:
    """Put the choices of this run into the address of the page they were made on."""
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    data = {"page": page, "run": st.session_state["runs"], "choices": st.session_state[CHOICES_KEY]}
    with st.container(key="query-params", height=1, border=False):
        get_component("query_params")(key="query-params-writer", data=data)
