"""The filters of the pages. Each lives in the address under its key, so a copied link shows the same screen."""

from collections.abc import Callable, Sequence

import streamlit as st

from learning_coverage import queries
from learning_coverage.ui.browser import display_mode
from learning_coverage.ui.browser.query_params import bind_widget
from learning_coverage.ui.page.frame import Page

ALL, ONLY = "all", "only"


def select_year(page: Page) -> int:
    """The years with figures, the latest first chosen; before any figure the first milestone's year."""
    years = queries.years(page.figures) or [page.config.milestones[0].year]
    return int(
        _select(page, "year", [str(year) for year in years], lambda year: page.w("filter.of_year", year=year), 125)
    )


def resolve_year(page: Page) -> int:
    """The year of the address or of the page before, where nothing is to be asked."""
    years = [str(year) for year in queries.years(page.figures)] or [str(page.config.milestones[0].year)]
    return int(bind_widget("year", years, lambda: st.session_state["year"]))


def select_village(page: Page) -> str:
    """One village, found by typing a part of its name."""
    names = {village["area_id"]: village["area_name"] for village in page.villages}
    return _select(page, "village", list(names), names.__getitem__, 215)


def select_title(page: Page, *, include_commune: bool = False) -> str:
    """One of the titles counted by village; `of_commune`: or of those the commune has as a whole."""
    every = [i for i in page.config.indicators.values() if i.title] if include_commune else page.config.titles
    titles = {title.id: page.w.translate(title.name) for title in every}
    return _select(page, "title", list(titles), titles.__getitem__, 310 if include_commune else 215)


def select_share_title(page: Page) -> str:
    """One of the titles counted by village as a share."""
    titles = {title.id: page.w.translate(title.name) for title in page.config.titles if title.kind == "share"}
    return _select(page, "title", list(titles), titles.__getitem__, 215)


def select_area(page: Page) -> str:
    """The commune, or one of its villages."""
    areas = {page.config.scope_id: page.w("matrix.commune")} | page.area_names
    return _select(page, "area", list(areas), areas.__getitem__, 215)


def select_title_or_all(page: Page) -> str | None:
    """One of the titles counted by village, or None for all of them."""
    titles = {ALL: page.w("filter.every_title")} | {
        title.id: page.w.translate(title.name) for title in page.config.titles
    }
    chosen = _select(page, "of_title", list(titles), titles.__getitem__, 215)
    return None if chosen == ALL else chosen


def select_area_or_all(page: Page) -> str | None:
    """A village or the commune, or None for all of them."""
    areas = {ALL: page.w("filter.every_area")} | page.area_names
    chosen = _select(page, "area", list(areas), areas.__getitem__, 215)
    return None if chosen == ALL else chosen


def select_order(page: Page, options: Sequence[str]) -> str:
    return _select(page, "order", options, lambda option: page.w(f"filter.orders.{option}"), 190)


def select_option(page: Page, key: str, options: Sequence[str]) -> str:
    """One of a few ways to look at the page, in a row of buttons; their words are under `filter.<key>s`.

    Where there is only one way, nothing is asked.
    """
    if len(options) == 1:
        return options[0]
    return bind_widget(
        key,
        options,
        lambda: st.segmented_control(
            page.w(f"filter.{key}"),
            options,
            required=True,
            format_func=lambda option: page.w(f"filter.{key}s.{option}"),
            key=key,
            label_visibility="collapsed",
            wrap=True,
        ),
    )


def toggle(page: Page, key: str) -> bool:
    """A choice between all villages and some, with the words of both."""
    return select_option(page, key, (ALL, ONLY)) == ONLY


def _select(page: Page, key: str, options: Sequence[str], format_label: Callable[[str], str], width: int) -> str:
    scaled_width = round(width * display_mode.font_scale())
    return bind_widget(
        key,
        options,
        lambda: st.selectbox(
            page.w(f"filter.{key}"),
            options,
            format_func=format_label,
            key=key,
            label_visibility="collapsed",
            width=scaled_width,
        ),
    )
