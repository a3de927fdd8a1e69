"""What looks the same to many is drawn once, until something changes in what it shows.

Drawing the overview took half of the processor time of a click, and everybody in a meeting looks at the same one.
"""

import datetime
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from learning_coverage import wording
from learning_coverage.access import Act
from learning_coverage.config import Config
from learning_coverage.content.basis import Basis
from learning_coverage.ui.browser import templates
from learning_coverage.ui.session import current_user, stores
from learning_coverage.wording import Wording

CHARACTERS = 10  # that take the room of a cell of a frame


@dataclass(frozen=True)
class Sight:
    """Everything that what is drawn may depend on, beside what was asked for and what is in the view.

    A commit or another configuration makes the view forget what was drawn. What is drawn through `show` reads nothing
    else of the session: tests/pages/test_shared.py watches it.
    """

    as_of: int | None
    boundaries: str
    is_sample: bool
    w: Wording
    scope: str
    config: int  # the identity of the configuration, which comes to a screen before its view is told to forget
    acts: frozenset[Act]
    today: datetime.date


@dataclass(frozen=True)
class Drawn:
    """`sight` is taken after drawing. `config` is held so that no other one is given its identity."""

    text: str
    sight: Sight
    config: Config


Content = Callable[..., dict[str, Any]]


def show(basis: Basis, template: str, content: Content, *asked: Hashable, key: str) -> None:
    """Draw a template with the content there is for what is asked; only what everybody with the same sight may see."""
    templates.put(text(basis, template, content, *asked), key=key)


def text(basis: Basis, template: str, content: Content, *asked: Hashable) -> str:
    """The template as it was drawn for the same sight, or drawn now."""

    def draw() -> Drawn:
        drawn = templates.render(template, **content(basis, *asked))
        return Drawn(drawn, sight(basis), basis.config)

    seen = sight(basis)
    kept = basis.figures.view.remembered.made((template, asked, seen), draw, _size)
    # Midnight passed or rights changed while it was drawn: it may be neither of before nor of after.
    return kept.text if kept.sight == seen else draw().text


def sight(basis: Basis) -> Sight:
    user = current_user.user()
    return Sight(
        basis.figures.as_of,
        basis.figures.boundaries,
        basis.is_sample,
        basis.w,
        stores.scope(),
        id(basis.config),
        frozenset(act for act in Act if user.may(act)),
        wording.today(),
    )


def _size(drawn: Drawn) -> int:
    return len(drawn.text) // CHARACTERS
