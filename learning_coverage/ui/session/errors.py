"""What a user sees when something cannot go on: one sentence, never a trace."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st

from learning_coverage import error_log
from learning_coverage.config import ConfigError
from learning_coverage.store import StoreError
from learning_coverage.ui.browser.templates import plain
from learning_coverage.wording import Wording

KEY = "refusal"
Told = ParamSpec("Told")


@contextmanager
def in_plain_words(w: Wording) -> Iterator[None]:
    """Our own refusals are sentences already; anything else is logged under a number the user can pass on."""
    if refused := st.session_state.pop(KEY, None):
        st.error(plain(refused))
    try:
        yield
    except Exception as error:
        st.error(plain(sentence(error, w)))


def acting(act: Callable[Told, None]) -> Callable[Told, None]:
    """For what a button does: it runs before the page is drawn, so its refusal waits for the next drawing."""

    @wraps(act)
    def told(*args: Told.args, **kwargs: Told.kwargs) -> None:
        try:
            act(*args, **kwargs)
        except Exception as error:
            st.session_state[KEY] = sentence(error, Wording(st.session_state["lang"]))

    return told


def sentence(error: Exception, w: Wording) -> str:
    if isinstance(error, ConfigError):
        return str(error)
    if isinstance(error, StoreError):
        return w(f"store.{error.code}", **error.values)
    return w("app.failed", number=error_log.note(error))
