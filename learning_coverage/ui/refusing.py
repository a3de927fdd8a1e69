"""What a user sees when something cannot go on: one sentence, never a trace."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import streamlit as st

from learning_coverage.config.errors import ConfigError
from learning_coverage.store import StoreError
from learning_coverage.wording import Wording

log = logging.getLogger("learning_coverage")


@contextmanager
def in_plain_words(w: Wording) -> Iterator[None]:
    """Our own refusals are sentences already; anything else is logged under a number the user can pass on."""
    try:
        yield
    except ConfigError as error:
        st.error(str(error))
    except StoreError as error:
        st.error(w(f"store.{error.code}", **error.values))
    except Exception:
        number = uuid4().hex[:8]
        log.exception("reference %s", number)
        st.error(w("app.failed", number=number))
