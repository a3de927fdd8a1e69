"""The filters of the pages. Each lives in the address under its key, so a copied link shows the same screen."""

from collections.abc import Callable, Sequence

import streamlit as st

from learning_coverage import queries
from learning_coverage.ui.browser import display_mode
from learning_coverage.ui.browser.query_params import bound
from learning_coverage.ui.page.page import Screen

OFF, ON = "all", "only"


def year(screen: Screen) -> int:
    """The years with figures, the latest first chosen; before any figure the first milestone's year."""
    years = queries.years(screen.figures) or [screen.config.milestones[0].year]
    return int(
        _list(screen, "year", [str(year) for year in years], lambda year: screen.w("filter.of_year", year=year), 125)
    )


def kept_year(screen: Screen) -> int:
    """The year of the address or of the page before, where nothing is to be asked."""
    years = [str(year) for year in queries.years(screen.figures)] or [str(screen.config.milestones[0].year)]
    return int(bound("year", years, lambda: st.session_state["year"]))


def village(screen: Screen) -> str:
    """One village, found by typing a part of its name."""
    names = {village["area_id"]: village["area_name"] for village in screen.villages}
    return _list(screen, "village", list(names), names.__getitem__, 215)


def title(screen: Screen, *, of_commune: bool = False) -> str:
    """One of the titles counted by village; `of_commune`: or of those the commune has as a whole."""
    every = [i for i in screen.config.indicators.values() if i.title] if of_commune else screen.config.titles
    titles = {title.id: screen.w.of(title.name) for title in every}
    return _list(screen, "title", list(titles), titles.__getitem__, 310 if of_commune else 215)


def share_title(screen: Screen) -> str:
    """One of the titles counted by village as a share."""
    titles = {title.id: screen.w.of(title.name) for title in screen.config.titles if title.kind == "share"}
    return _list(screen, "title", list(titles), titles.__getitem__, 215)


def area(screen: Screen) -> str:
    """The commune, or one of its villages."""
    areas = {screen.config.whole: screen.w("matrix.commune")} | screen.area_names
    return _list(screen, "area", list(areas), areas.__getitem__, 215)


def title_or_all(screen: Screen) -> str | None:
    """One of the titles counted by village, or None for all of them."""
    titles = {OFF: screen.w("filter.every_title")} | {
        title.id: screen.w.of(title.name) for title in screen.config.titles
    }
    chosen = _list(screen, "of_title", list(titles), titles.__getitem__, 215)
    return None if chosen == OFF else chosen


def area_or_all(screen: Screen) -> str | None:
    """A village or the commune, or None for all of them."""
    areas = {OFF: screen.w("filter.every_area")} | screen.area_names
    chosen = _list(screen, "area", list(areas), areas.__getitem__, 215)
    return None if chosen == OFF else chosen


def order(screen: Screen, options: Sequence[str]) -> str:
    return _list(screen, "order", options, lambda option: screen.w(f"filter.orders.{option}"), 190)


def choice(screen: Screen, key: str, options: Sequence[str]) -> str:
    """One of a few ways to look at the page, in a row of buttons; their words are under `filter.<key>s`.

    Where there is only one way, nothing is asked.
    """
    if len(options) == 1:
        return options[0]
    return bound(
        key,
        options,
        lambda: st.segmented_control(
            screen.w(f"filter.{key}"),
            options,
            required=True,
            format_func=lambda option: screen.w(f"filter.{key}s.{option}"),
            key=key,
            label_visibility="collapsed",
            wrap=True,
        ),
    )


def switch(screen: Screen, key: str) -> bool:
    """A choice between all villages and some, with the words of both."""
    return choice(screen, key, (OFF, ON)) == ON


def _list(screen: Screen, key: str, options: Sequence[str], words: Callable[[str], str], width: int) -> str:
    wide = round(width * display_mode.scale())
    return bound(
        key,
        options,
        lambda: st.selectbox(
            screen.w(f"filter.{key}"), options, format_func=words, key=key, label_visibility="collapsed", width=wide
        ),
    )
