"""The choices that pages declare, and the widgets they are made with.

Each is in the address under its key, so that a copied link shows the same page.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import streamlit as st

from learning_coverage import queries
from learning_coverage.config import Indicator
from learning_coverage.queries.rows import AreaRow
from learning_coverage.ui.browser import display_mode
from learning_coverage.ui.browser.query_params import bind_widget
from learning_coverage.ui.page.declaration import Choice, Values
from learning_coverage.ui.page.frame import Page
from learning_coverage.wording import today

ALL, ONLY = "all", "only"
NO_VALUES: Values = MappingProxyType({})


def make_choice(page: Page, choice: Choice, values: Values = NO_VALUES) -> Any:
    """Show the widget of a choice and return its value; `values` are those its options may depend on."""
    options = choice.options(page, values)
    if choice.control == "link":
        wanted = st.query_params.get(choice.key)
        return choice.parse(page, wanted) if wanted and wanted in options else None
    if not options:
        return None
    if choice.control == "buttons" and len(options) == 1:
        return choice.parse(page, next(iter(options)))
    caption = choice.caption(page, values) if choice.caption else page.w(f"filter.{choice.key}")
    chosen = bind_widget(
        choice.key,
        list(options),
        lambda: _WIDGETS[choice.control](choice, caption, options),
        choice.default(page, values),
        follows_default=choice.control == "slider",
    )
    return choice.parse(page, chosen)


def _show_select(choice: Choice, caption: str, options: Mapping[str, str]) -> str:
    return st.selectbox(
        caption,
        list(options),
        format_func=options.__getitem__,
        key=choice.key,
        label_visibility="collapsed",
        width=round(choice.width * display_mode.font_scale()),
    )


def _show_buttons(choice: Choice, caption: str, options: Mapping[str, str]) -> str | None:
    return st.segmented_control(
        caption,
        list(options),
        required=True,
        format_func=options.__getitem__,
        key=choice.key,
        label_visibility="collapsed",
        wrap=True,
    )


_WIDGETS: dict[str, Callable[[Choice, str, Mapping[str, str]], str | None]] = {
    "select": _show_select,
    "buttons": _show_buttons,
    "slider": lambda choice, caption, options: st.select_slider(caption, list(options), key=choice.key),
    "hidden": lambda choice, caption, options: st.session_state[choice.key],
}


def buttons(
    key: str, options: Sequence[str], parse: Callable[[Page, str], Any] = lambda page, option: option
) -> Choice:
    """A choice between a few ids in a row of buttons; their labels are the texts under `filter.<key>s`."""
    return Choice(key, lambda page, _: label_options(page, key, options), "buttons", parse=parse)


def label_options(page: Page, key: str, options: Sequence[str]) -> dict[str, str]:
    """The texts under `filter.<key>s` by option."""
    return {option: page.w(f"filter.{key}s.{option}") for option in options}


def order(options: Sequence[str], when: Callable[[Values], bool] = lambda values: True) -> Choice:
    """The order of the villages, offered when the values before it ask for one."""
    return Choice(
        "order", lambda page, values: label_options(page, "order", options) if when(values) else {}, width=190
    )


def title(
    is_offered: Callable[[Indicator], bool] = lambda indicator: indicator.level == "village",
    when: Callable[[Values], bool] = lambda values: True,
    width: int = 215,
) -> Choice:
    """One of the titles; the value is its indicator. By default of those counted by village."""

    def list_titles(page: Page, values: Values) -> dict[str, str]:
        titles = [i for i in page.config.indicators.values() if i.title and is_offered(i)] if when(values) else []
        return {indicator.id: page.w.translate(indicator.name) for indicator in titles}

    return Choice("title", list_titles, width=width, parse=lambda page, id_: page.config.indicators[id_])


def _list_years(page: Page, _: Values) -> dict[str, str]:
    """The years with figures, the latest first; before any figure that of the first milestone."""
    years = queries.years(page.figures) or [page.config.milestones[0].year]
    return {str(year): page.w("filter.of_year", year=year) for year in years}


def default_year(page: Page, _: Values = NO_VALUES) -> str | None:
    """The year a page opens on."""
    year = queries.default_year(page.figures, today().year)
    return None if year is None else str(year)


def _list_villages(page: Page, values: Values) -> dict[str, str]:
    """The villages there are in the year chosen before; a village of other years only where it is asked for, with its
    years.
    """
    wanted = st.query_params.get("village"), st.session_state.get("village_chosen")
    rows = page.basis.villages
    known = [row for row in rows if row["first_year"] <= values["year"] <= row["last_year"] or row["area_id"] in wanted]
    return {row["area_id"]: _name_village(page, row, values["year"]) for row in known or rows}


def _name_village(page: Page, row: AreaRow, year: int) -> str:
    if row["first_year"] > year:
        return page.w("lineage.from_year", name=row["area_name"], year=row["first_year"])
    if row["last_year"] < year:
        return page.w("lineage.to_year", name=row["area_name"], year=row["last_year"])
    return row["area_name"]


def _parse_all(_: Page, option: str) -> str | None:
    return None if option == ALL else option


YEAR = Choice("year", _list_years, width=125, parse=lambda page, year: int(year), default=default_year)
VILLAGE = Choice("village", _list_villages)
AREA = Choice("area", lambda page, _: {page.config.scope_id: page.w("matrix.commune")} | page.basis.area_names)
AREA_OR_ALL = Choice(
    "area", lambda page, _: {ALL: page.w("filter.every_area")} | page.basis.area_names, parse=_parse_all
)
TITLE = title()
SHARE_TITLE = title(lambda indicator: indicator.level == "village" and indicator.kind == "share")
TITLE_OR_ALL = Choice(
    "of_title",
    lambda page, _: {ALL: page.w("filter.every_title"), **TITLE.options(page, NO_VALUES)},
    parse=_parse_all,
)
