"""The one way a chart gets onto a page, so that another way of drawing can take its place."""

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    import plotly.graph_objects as go


def show(figure: "go.Figure", *, key: str, alt: str) -> None:
    """Draw a figure; `alt` says in a sentence what it shows."""
    st.plotly_chart(figure, key=key, alt=alt, config={"displayModeBar": False})
