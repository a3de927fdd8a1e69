"""Cache of rendered HTML, shared by viewers with equal inputs; cleared at every commit and by another configuration.

Rendering the overview was half of the processor time of a click, and in a meeting all view the same one.
"""

import datetime
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from learning_coverage import wording
from learning_coverage.access import Right
from learning_coverage.config import Config
from learning_coverage.ui.browser import templates
from learning_coverage.ui.page.frame import Page
from learning_coverage.wording import Wording

CHARACTERS_PER_CELL = 10  # of rendered text that take the memory of a cell of a frame


@dataclass(frozen=True)
class CacheKey:
    """All that rendered HTML may depend on beside its template, its arguments and the facts.

    Content rendered by `show` reads nothing else of the session: tests/pages/test_render_cache.py checks it.
    """

    as_of: int | None
    boundaries: str
    is_sample: bool
    w: Wording
    scope: str
    config_id: int  # the identity of the configuration: a page gets a new one before the cache is cleared
    acts: frozenset[Right]
    today: datetime.date


@dataclass(frozen=True)
class Rendered:
    """HTML with the key at the end of rendering. `config` is referenced so that no other one gets its identity."""

    text: str
    key: CacheKey
    config: Config


ContextBuilder = Callable[..., dict[str, Any]]


def show(page: Page, template: str, build_context: ContextBuilder, *arguments: Hashable, key: str) -> None:
    """Mount the template with the context built from the page and the arguments."""
    templates.insert(render_cached(page, template, build_context, *arguments), key=key)


def render_cached(page: Page, template: str, build_context: ContextBuilder, *arguments: Hashable) -> str:
    """The HTML of the template, from the cache or rendered now."""

    def render_now() -> Rendered:
        text = templates.render(template, links=page.links, **build_context(page, *arguments))
        return Rendered(text, current_key(page), page.config)

    key = current_key(page)
    cached = page.figures.view.cache.get_or_create((template, arguments, key), render_now, _count_cells)
    # If midnight passed during rendering, the text may belong to neither day.
    return cached.text if cached.key == key else render_now().text


def current_key(page: Page) -> CacheKey:
    """The key of what is rendered for this page now."""
    return CacheKey(
        page.figures.as_of,
        page.figures.boundaries,
        page.is_sample,
        page.w,
        page.scope,
        id(page.config),
        frozenset(right for right in Right if page.may(right)),
        wording.today(),
    )


def _count_cells(rendered: Rendered) -> int:
    return len(rendered.text) // CHARACTERS_PER_CELL
