"""Cache of rendered HTML: shared by viewers with equal inputs; its content depends on the cache key alone."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.runtime.state import QueryParamsProxy, SessionStateProxy
from streamlit.user_info import UserInfoProxy

from learning_coverage import wording
from learning_coverage.access import User
from learning_coverage.config import GROUPED
from learning_coverage.store import Store
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page import render_cache
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.session.links import Links
from learning_coverage.wording import Wording
from tests.builders import families, small_config, take
from tests.pages.conftest import opened

DAY = datetime.date(2026, 6, 15)


class Content:
    """Template content that counts how often it is built."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self, page: Page, year: int) -> dict[str, Any]:
        self.times += 1
        return {"year": year, "times": self.times}


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    monkeypatch.setattr(templates, "render", lambda template, **values: f"{template} {values}")
    monkeypatch.setattr(wording, "today", lambda: DAY)
    config = small_config()
    with Store.in_memory(config) as store:
        take(store, families("2024 V1 100 80"))
        links = Links(frozenset(), is_aggregate=False, can_assign_tasks=True)
        yield Page(store.at(1), config, Wording("vi"), False, User("An", "editor"), "C", links, store, store)


VARIATIONS: dict[str, Callable[[Page], Page]] = {
    "earlier figures": lambda page: replace(page, figures=replace(page.figures, as_of=0)),
    "other boundaries": lambda page: replace(page, figures=replace(page.figures, boundaries=GROUPED)),
    "another configuration": lambda page: replace(page, config=page.config.model_copy()),
    "another language": lambda page: replace(page, w=Wording("en")),
    "words of another level": lambda page: replace(page, w=Wording("vi", "province")),
    "the sample": lambda page: replace(page, is_sample=True),
    "another area": lambda page: replace(page, scope="D"),
    "fewer rights": lambda page: replace(page, user=User("An", "viewer")),
}


def render(page: Page, content: Content, year: int = 2024, template: str = "page/source_line") -> str:
    return render_cache.render_cached(page, template, content, year)


def test_html_is_rendered_once_for_viewers_with_equal_inputs(page: Page) -> None:
    content = Content()
    first = render(page, content)
    assert render(replace(page, user=User("Bình", "editor")), content) == first
    assert content.times == 1


@pytest.mark.parametrize("variation", [*VARIATIONS, "the next day", "another year", "another template"])
def test_html_is_rendered_anew_when_an_input_differs(
    page: Page, variation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = Content()
    first = render(page, content)
    year, template = 2024, "page/source_line"
    if variation in VARIATIONS:
        page = VARIATIONS[variation](page)
    elif variation == "the next day":
        monkeypatch.setattr(wording, "today", lambda: DAY + datetime.timedelta(days=1))
    elif variation == "another year":
        year = 2025
    else:
        template = "progress/overview"
    assert render(page, content, year, template) != first
    assert content.times == 2


def test_html_is_rendered_anew_after_the_view_is_configured_again(page: Page) -> None:
    content = Content()
    render(page, content)
    page.figures.view.configure(page.config)
    render(page, content)
    assert content.times == 2


def test_html_rendered_across_midnight_is_not_cached(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    days = iter([DAY, DAY + datetime.timedelta(days=1)])
    monkeypatch.setattr(wording, "today", lambda: next(days, DAY))
    content = Content()
    assert "'times': 2" in render(page, content)
    assert "'times': 3" in render(page, content)


def test_cached_rendering_reads_nothing_from_the_session(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a viewer would get HTML rendered for another viewer's URL, choices or name."""
    rendered: list[str] = []
    active: list[str] = []
    read: list[object] = []
    real = render_cache.render_cached

    def track_rendering(page: Page, template: str, content: render_cache.ContextBuilder, *asked: Any) -> str:
        active.append(template)
        try:
            return real(page, template, content, *asked)
        finally:
            rendered.append(active.pop())

    def record_reads(act: Callable[..., Any]) -> Callable[..., Any]:
        def recorded(*values: Any) -> Any:
            if active:
                read.append((active, values[1:]))
            return act(*values)

        return recorded

    monkeypatch.setattr(render_cache, "render_cached", track_rendering)
    for kind, name in (
        *((kind, name) for kind in (SessionStateProxy, QueryParamsProxy) for name in ("__getitem__", "__iter__")),
        (ContextProxy, "__getattribute__"),
        (UserInfoProxy, "__getattribute__"),
    ):
        monkeypatch.setattr(kind, name, record_reads(getattr(kind, name)))
    opened(year="2025")

    assert sorted(rendered) == ["page/source_line", "progress/overview", "progress/overview_groups"]
    assert read == []
