"""Errors as one sentence for the user, never a traceback."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st

from learning_coverage import error_log
from learning_coverage.config import ConfigError
from learning_coverage.store import StoreError
from learning_coverage.ui.browser.templates import escape_markdown
from learning_coverage.wording import Wording

ERROR_KEY = "refusal"
Arguments = ParamSpec("Arguments")


@contextmanager
def show_errors(w: Wording) -> Iterator[None]:
    """Show the error of the last act and any raised in the block."""
    if message := st.session_state.pop(ERROR_KEY, None):
        st.error(escape_markdown(message))
    try:
        yield
    except Exception as error:
        st.error(escape_markdown(format_message(error, w)))


def defer_errors(callback: Callable[Arguments, None]) -> Callable[Arguments, None]:
    """Decorate the callback of a widget: it runs before the page, so the page shows the error it raises."""

    @wraps(callback)
    def wrapper(*args: Arguments.args, **kwargs: Arguments.kwargs) -> None:
        try:
            callback(*args, **kwargs)
        except Exception as error:
            st.session_state[ERROR_KEY] = format_message(error, Wording(st.session_state["lang"]))

    return wrapper


def format_message(error: Exception, w: Wording) -> str:
    """The sentence for an error; an unexpected one is logged under the number in the sentence."""
    if isinstance(error, ConfigError):
        return str(error)
    if isinstance(error, StoreError):
        return w(f"store.{error.code}", **error.values)
    return w("app.failed", number=error_log.record(error))
