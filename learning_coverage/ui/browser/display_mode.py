"""The display mode: for a screen, or large and in full contrast for a projector; in the query parameter `look`.

Light and dark follow the device, as everywhere in Streamlit.
"""

import streamlit as st

from learning_coverage.ui.browser.query_params import bind_widget
from learning_coverage.wording import Wording

MODES = ("screen", "projector")
SCREEN_FONT_SIZE, PROJECTOR_FONT_SIZE = 16, 21  # pixels


def choose(w: Wording) -> None:
    """Show the switch under the menu."""
    bind_widget(
        "look",
        MODES,
        lambda: st.sidebar.segmented_control(
            w("look.choose"),
            MODES,
            required=True,
            format_func=lambda option: w(f"look.{option}"),
            key="look",
            label_visibility="collapsed",
        ),
    )


def current_mode() -> str:
    """One of `MODES`."""
    return str(st.session_state.get("look_chosen", MODES[0]))


def font_scale() -> float:
    """The size of everything relative to a screen."""
    return PROJECTOR_FONT_SIZE / SCREEN_FONT_SIZE if current_mode() == "projector" else 1


def page_css() -> str:
    """Rules for Streamlit's own page on a projector: everything larger, black on white or white on black."""
    if current_mode() != "projector":
        return ""
    ink, ground = ("#fff", "#000") if st.context.theme.type == "dark" else ("#000", "#fff")
    return f"""
:root {{ font-size: {PROJECTOR_FONT_SIZE}px; }}
[data-testid="stApp"], [data-testid="stSidebar"] {{ background: {ground}; }}
[data-testid="stSidebar"] {{ min-width: 17rem; }}
[data-testid="stApp"], [data-testid="stApp"] :is(h1, h2, h3, p, label, span) {{ color: {ink}; }}
[data-testid="stMainBlockContainer"] {{ max-width: none; }}
[data-testid="stApp"] {{ --st-text-color: {ink}; --st-background-color: {ground}; }}
"""
