"""The boundaries of the villages in which figures are shown, in the query parameter `boundaries`."""

import streamlit as st

from learning_coverage.ui.browser.query_params import bind_widget
from learning_coverage.wording import Wording


def choose(w: Wording, choices: tuple[str, ...]) -> str:
    """The boundaries chosen under the menu; the only ones where no village has changed."""
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
