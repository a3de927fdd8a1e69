"""What looks the same to many is drawn once, until something changes in what it shows.

Drawing the overview took half of the processor time of a click, and everybody in a meeting looks at the same one.
"""

import datetime
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from learning_coverage import wording
from learning_coverage.access import Right
from learning_coverage.config import Config
from learning_coverage.content.basis import Basis
from learning_coverage.ui.browser import templates
from learning_coverage.ui.session import current_user, stores
from learning_coverage.wording import Wording

CHARACTERS_PER_CELL = 10  # that take the room of a cell of a frame


@dataclass(frozen=True)
class CacheKey:
    """Everything that what is drawn may depend on, beside what was asked for and what is in the view.

    A commit or another configuration makes the view forget what was drawn. What is drawn through `show` reads nothing
    else of the session: tests/pages/test_shared.py watches it.
    """

    as_of: int | None
    boundaries: str
    is_sample: bool
    w: Wording
    scope: str
    config_id: int  # the identity of the configuration, which comes to a screen before its view is told to forget
    acts: frozenset[Right]
    today: datetime.date


@dataclass(frozen=True)
class Rendered:
    """`sight` is taken after drawing. `config` is held so that no other one is given its identity."""

    text: str
    key: CacheKey
    config: Config


ContextBuilder = Callable[..., dict[str, Any]]


def show(basis: Basis, template: str, build_context: ContextBuilder, *arguments: Hashable, key: str) -> None:
    """Draw a template with the content there is for what is asked; only what everybody with the same sight may see."""
    templates.insert(render_cached(basis, template, build_context, *arguments), key=key)


def render_cached(basis: Basis, template: str, build_context: ContextBuilder, *arguments: Hashable) -> str:
    """The template as it was drawn for the same sight, or drawn now."""

    def render_now() -> Rendered:
        drawn = templates.render(template, **build_context(basis, *arguments))
        return Rendered(drawn, current_key(basis), basis.config)

    key = current_key(basis)
    cached = basis.figures.view.cache.get_or_create((template, arguments, key), render_now, _count_cells)
    # Midnight passed or rights changed while it was drawn: it may be neither of before nor of after.
    return cached.text if cached.key == key else render_now().text


def current_key(basis: Basis) -> CacheKey:
    user = current_user.user()
    return CacheKey(
        basis.figures.as_of,
        basis.figures.boundaries,
        basis.is_sample,
        basis.w,
        stores.scope(),
        id(basis.config),
        frozenset(act for act in Right if user.has_right(act)),
        wording.today(),
    )


def _count_cells(rendered: Rendered) -> int:
    return len(rendered.text) // CHARACTERS_PER_CELL
