"""Renders the declaration of a page in the running session."""

from collections.abc import Callable
from itertools import cycle
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from learning_coverage.config import Indicator
from learning_coverage.ui.browser import query_params, templates
from learning_coverage.ui.page import pagination, render_cache, source_line
from learning_coverage.ui.page.choices import NO_VALUES, make_choice
from learning_coverage.ui.page.declaration import (
    Call,
    Choice,
    Choices,
    Content,
    Form,
    Grid,
    Heading,
    PageDeclaration,
    Pagination,
    Values,
)
from learning_coverage.ui.page.frame import Page, open_page

HEADING = "heading"  # the value for the place above the choices


def show(declaration: PageDeclaration) -> None:
    """Open the page, then choose, query and render what it declares."""
    page = open_page()
    values: dict[str, Any] = {HEADING: st.container()}
    if len(declaration.choices) > 1:
        with st.container(horizontal=True, vertical_alignment="center"):
            _make_choices(page, declaration.choices, values)
    else:
        _make_choices(page, declaration.choices, values)
    for name, query in declaration.queries.items():
        values[name] = query(page, values)
    if declaration.headline:
        sentence = compose_headline(page, declaration.headline, values)
        show_headline(page, values[HEADING], sentence, values["year"] if declaration.has_source_line else None, values)
    for part in declaration.contents:
        _RENDERERS[type(part)](page, part, values)


def compose_headline(page: Page, headline: str | Call, values: dict[str, Any]) -> str:
    """The title above the page: a text by its key, or the sentence composed from the values."""
    return page.w(headline) if isinstance(headline, str) else str(headline(page, values))


def show_headline(
    page: Page, heading: DeltaGenerator, sentence: str, year: int | None, values: Values = NO_VALUES
) -> None:
    """Show the title in its place; with a year the line below says what the figures of the year are based on, of the
    title counted by village that the page is about, if any. On a page about the commune it links to an earlier year if
    too few villages reported.
    """
    with heading:
        st.title(templates.escape_markdown(sentence), anchor=False)
        if year is not None:
            title = values.get("title")
            about = title.id if isinstance(title, Indicator) and title.level == "village" else None
            is_about_commune = "village" not in values and values.get("area") in (None, page.config.scope_id)
            address = tuple(query_params.chosen_values().items()) if is_about_commune else None
            render_cache.show(page, "page/source_line", source_line.build_context, year, about, address, key="stamp")


def _make_choices(page: Page, choices: tuple[Choice, ...], values: dict[str, Any]) -> None:
    for choice in choices:
        values[choice.key] = make_choice(page, choice, values)


def _show_content(page: Page, content: Content, values: dict[str, Any]) -> None:
    if content.when and not values[content.when]:
        return
    template, key = content.template.format(**values), content.key.format(**values)
    arguments = [values[name] for name in content.arguments]
    if content.is_cached:
        render_cache.show(page, template, content.build, *arguments, key=key)
    else:
        templates.show(template, key=key, links=page.links, **content.build(page, *arguments))


def _show_grid(page: Page, grid: Grid, values: dict[str, Any]) -> None:
    cells = grid.build(page, *(values[name] for name in grid.arguments))
    if not cells:
        return
    if grid.caption and len(cells) > 1:
        st.caption(page.w(grid.caption))
    columns = cycle(st.columns(max(2, len(cells)) if grid.is_single_row else 2, gap="large"))
    for cell in cells:
        with st.container() if cell.is_wide else next(columns):
            templates.show(grid.template, key=cell.key, links=page.links, **cell.context)


def _paginate(page: Page, part: Pagination, values: dict[str, Any]) -> None:
    values["shown"] = pagination.paginate(page, values[part.rows])


_RENDERERS: dict[type, Callable[[Page, Any, dict[str, Any]], object]] = {
    Content: _show_content,
    Grid: _show_grid,
    Heading: lambda page, part, values: st.header(page.w(part.text), anchor=False),
    Choices: lambda page, part, values: _make_choices(page, part.choices, values),
    Pagination: _paginate,
    Form: lambda page, part, values: Call(part.show, part.arguments)(page, values),
}
