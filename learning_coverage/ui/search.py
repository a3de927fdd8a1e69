"""Finding a village from anywhere: a field under the menu that narrows while typing, with or without marks."""

from streamlit.delta_generator import DeltaGenerator

from learning_coverage.ui import html, opening
from learning_coverage.wording import Wording


def draw(place: DeltaGenerator, w: Wording) -> None:
    with place:
        html.show("search", key="search", w=w, villages=opening.config().villages)
