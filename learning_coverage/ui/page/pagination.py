"""Pages of a long list of villages: a field to search by name, and the first row in the query parameter `from`."""

from collections.abc import Sequence

import streamlit as st

from learning_coverage.intake.names.syllables import clean, strip_accents
from learning_coverage.queries.rows import VillageRow
from learning_coverage.ui.browser.query_params import bind_widget
from learning_coverage.ui.page.frame import Page

PAGE_SIZE = 100  # rows a browser renders without a noticeable delay


def paginate(page: Page, rows: Sequence[VillageRow]) -> Sequence[VillageRow]:
    """The rows to show: all up to `PAGE_SIZE`, else a page of those whose name contains the search text."""
    if len(rows) <= PAGE_SIZE:
        return rows
    w = page.w
    with st.container(horizontal=True, vertical_alignment="center"):
        typed = st.text_input(
            w("search.village"),
            key="find",
            placeholder=w("search.village"),
            max_chars=60,
            label_visibility="collapsed",
            width=240,
        )
        found = _filter_by_name(rows, typed) if typed else rows
        starts = [str(start) for start in range(1, len(found) + 1, PAGE_SIZE)] or ["1"]
        start = int(
            bind_widget(
                "from",
                starts,
                lambda: st.selectbox(
                    w("filter.page"),
                    starts,
                    format_func=lambda first: _format_range(page, int(first), len(found)),
                    key="from",
                    label_visibility="collapsed",
                    width=215,
                ),
            )
        )
    return found[start - 1 : start - 1 + PAGE_SIZE]


def _format_range(page: Page, first: int, total: int) -> str:
    return page.w("filter.rows", first=min(first, total), last=min(first + PAGE_SIZE - 1, total), of=total)


def _filter_by_name(rows: Sequence[VillageRow], typed: str) -> list[VillageRow]:
    """Rows by a part of their name; without accents "dong lam" finds both Đông Lâm and Đồng Lâm."""
    wanted = clean(typed).casefold()
    normalize = strip_accents if wanted == strip_accents(wanted) else str.casefold
    return [row for row in rows if wanted in normalize(clean(row["area_name"]))]
