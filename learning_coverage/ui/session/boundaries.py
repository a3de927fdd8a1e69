"""In which boundaries the figures are shown, where the villages have changed; kept in the address."""

import streamlit as st

from learning_coverage.ui.browser.query_params import bind_widget
from learning_coverage.wording import Wording


def choose(w: Wording, choices: tuple[str, ...]) -> str:
    """The switch under the menu; where nothing has changed there is nothing to choose."""
    if len(choices) == 1:
        return choices[0]
    return bind_widget(
        "boundaries",
        choices,
        lambda: st.sidebar.selectbox(
            w("lineage.boundaries"),
            choices,
            format_func=lambda option: w(f"lineage.{option}"),
            key="boundaries",
            help=w("lineage.boundaries_help"),
        ),
    )
