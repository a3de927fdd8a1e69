"""The filters in the address, by id, so that a copied link shows the same screen in either language.

Streamlit's own binding writes the words of the chosen option; ours writes its id.
"""

from collections.abc import Callable, Sequence

import streamlit as st


def bound(key: str, options: Sequence[str], widget: Callable[[], str | None]) -> str:
    """The value of a widget whose key is `key`; an unknown value in the address falls back to the first option.

    The address wins when it changed by itself (a link, the back button), the widget when the user touched it.
    """
    seen = f"{key}_in_address"
    wanted = st.query_params.get(key)
    if wanted != st.session_state.get(seen) or key not in st.session_state:
        st.session_state[key] = wanted if wanted in options else _kept(key, options)
    chosen = widget() or options[0]
    st.query_params[key] = st.session_state[seen] = st.session_state[f"{key}_kept"] = chosen
    return chosen


def _kept(key: str, options: Sequence[str]) -> str:
    """What was chosen on an earlier page, if it is to be had here, else the first option."""
    kept = st.session_state.get(f"{key}_kept")
    return str(kept) if kept in options else options[0]
