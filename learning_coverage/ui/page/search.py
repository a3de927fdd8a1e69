"""The search field for villages under the menu; it narrows while typing, with or without accents."""

from functools import lru_cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from learning_coverage.config import DEFAULT_BOUNDARIES, NOW, THEN, Config
from learning_coverage.config.tree import Tree
from learning_coverage.ui.browser import templates
from learning_coverage.ui.session.links import Links
from learning_coverage.ui.session.session import Session
from learning_coverage.wording import Wording, today


def show(container: DeltaGenerator, session: Session) -> None:
    """Show the field in the container."""
    drawn = st.session_state.get("boundaries_chosen", DEFAULT_BOUNDARIES)
    with container:
        rendered = _render(session.tree, session.scope, session.w, session.links, drawn, today().year)
        templates.insert(rendered, key="search")


@lru_cache(maxsize=64)
def _render(tree: Tree, scope: str, w: Wording, links: Links, drawn: str, year: int) -> str:
    """The list of a scope; cached, because with thousands of villages rendering it would slow every click."""
    villages = _list_villages(tree.config_of(scope), w, drawn, year)
    return templates.render("page/search", w=w, links=links, villages=villages)


def _list_villages(config: Config, w: Wording, drawn: str, year: int) -> list[tuple[str, str, int | None]]:
    """Every present, former or later village: the id of the area to open, its name, and the year to open, if not the
    usual one. A former village leads to its successor and names it.
    """
    names = {village.id: village.name for village in config.villages}
    if drawn == THEN:
        return [_find_area(config, w, names, id_, year) for id_ in names]
    return [
        (shown, names[id_] if shown == id_ else w("search.now", name=names[id_], now=names.get(shown, shown)), None)
        for id_, shown in config.lineage.map_to_areas(drawn).items()
    ]


def _find_area(config: Config, w: Wording, names: dict[str, str], id_: str, year: int) -> tuple[str, str, int | None]:
    """The entry of a village in the boundaries of the time."""
    name, years = names[id_], config.lineage.years_of(id_)
    now = config.lineage.map_to_areas(NOW)[id_]
    if years.first > year:
        return id_, w("lineage.from_year", name=name, year=years.first), years.first
    if years.covers(year):
        return id_, name, None
    if now == id_:
        return id_, w("lineage.to_year", name=name, year=years.last), years.last
    return now, w("search.now", name=name, now=names[now]), None
