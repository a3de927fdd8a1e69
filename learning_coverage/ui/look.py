"""The look of a session: on a screen, or large and in full contrast for a projector; kept in the address.

Light and dark follow the device, as everywhere in Streamlit.
"""

import streamlit as st

from learning_coverage.ui.address import bound
from learning_coverage.wording import Wording

LOOKS = ("screen", "projector")


def choose(w: Wording) -> None:
    """The switch under the menu."""
    bound(
        "look",
        LOOKS,
        lambda: st.sidebar.segmented_control(
            w("look.choose"),
            LOOKS,
            required=True,
            format_func=lambda option: w(f"look.{option}"),
            key="look",
            label_visibility="collapsed",
        ),
    )


def chosen() -> str:
    return str(st.session_state.get("look_kept", LOOKS[0]))


def page_style() -> str:
    """What the projector changes in Streamlit's own page: everything larger, black on white or white on black."""
    if chosen() != "projector":
        return ""
    ink, ground = ("#fff", "#000") if st.context.theme.type == "dark" else ("#000", "#fff")
    return f"""
:root {{ font-size: 21px; }}
[data-testid="stApp"], [data-testid="stSidebar"], [data-testid="stHeader"] {{ background: {ground}; }}
[data-testid="stApp"], [data-testid="stApp"] :is(h1, h2, h3, p, label, span) {{ color: {ink}; }}
[data-testid="stMainBlockContainer"] {{ max-width: none; }}
[data-testid="stApp"] {{ --st-text-color: {ink}; --st-background-color: {ground}; }}
"""
