"""What one run of the pages is about, resolved once when the run starts."""

from contextvars import ContextVar
from dataclasses import dataclass

from learning_coverage.access import User
from learning_coverage.config import Config
from learning_coverage.config.tree import Tree
from learning_coverage.ui.session.links import Links
from learning_coverage.wording import Wording


@dataclass(frozen=True)
class Session:
    """Texts for the level of the scope, current user, areas, scope, its configuration, and the links of its pages."""

    w: Wording
    user: User
    tree: Tree
    scope: str
    config: Config
    links: Links


current_session: ContextVar[Session] = ContextVar("session")  # set by dashboard.py, read when its page is opened
