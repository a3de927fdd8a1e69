"""A long list of villages, a page of it at a time: found by typing a part of a name, kept in the address by number."""

from typing import Any

import streamlit as st

from learning_coverage.intake.names.syllables import bare_letters, clean
from learning_coverage.ui.browser.query_params import bound
from learning_coverage.ui.page.page import Screen

SIZE = 100  # rows a browser draws and a reader takes in without waiting
Row = dict[str, Any]


def page_of(screen: Screen, rows: list[Row]) -> list[Row]:
    """The rows to show: all of them where they are few, else those found by name, by the hundred."""
    if len(rows) <= SIZE:
        return rows
    w = screen.w
    with st.container(horizontal=True, vertical_alignment="center"):
        typed = st.text_input(
            w("search.village"),
            key="find",
            placeholder=w("search.village"),
            max_chars=60,
            label_visibility="collapsed",
            width=240,
        )
        found = _named(rows, typed) if typed else rows
        starts = [str(start) for start in range(1, len(found) + 1, SIZE)] or ["1"]
        start = int(
            bound(
                "from",
                starts,
                lambda: st.selectbox(
                    w("filter.page"),
                    starts,
                    format_func=lambda first: _told(screen, int(first), len(found)),
                    key="from",
                    label_visibility="collapsed",
                    width=215,
                ),
            )
        )
    return found[start - 1 : start - 1 + SIZE]


def _told(screen: Screen, first: int, of: int) -> str:
    return screen.w("filter.rows", first=min(first, of), last=min(first + SIZE - 1, of), of=of)


def _named(rows: list[Row], typed: str) -> list[Row]:
    """Without marks "dong lam" finds both Đông Lâm and Đồng Lâm; with marks only what was meant."""
    wanted = clean(typed).casefold()
    read = bare_letters if wanted == bare_letters(wanted) else str.casefold
    return [row for row in rows if wanted in read(clean(row["area_name"]))]
