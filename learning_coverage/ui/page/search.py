"""The search field for villages under the menu; it narrows while typing, with or without accents."""

from functools import lru_cache

from streamlit.delta_generator import DeltaGenerator

from learning_coverage.config import NOW, Config
from learning_coverage.config.tree import Tree
from learning_coverage.ui.browser import templates
from learning_coverage.ui.session.links import Links
from learning_coverage.ui.session.session import Session
from learning_coverage.wording import Wording


def show(container: DeltaGenerator, session: Session) -> None:
    """Show the field in the container."""
    with container:
        templates.insert(_render(session.tree, session.scope, session.w, session.links), key="search")


@lru_cache(maxsize=64)
def _render(tree: Tree, scope: str, w: Wording, links: Links) -> str:
    """The list of a scope; cached, because with thousands of villages rendering it would slow every click."""
    return templates.render("page/search", w=w, links=links, villages=_list_villages(tree.config_of(scope), w))


def _list_villages(config: Config, w: Wording) -> list[tuple[str, str]]:
    """Every present or former village: the id of its present area, and its name; a former one names its successor."""
    names = {village.id: village.name for village in config.villages}
    return [
        (now, names[id_] if now == id_ else w("search.now", name=names[id_], now=names[now]))
        for id_, now in config.lineage.map_to_areas(NOW).items()
    ]
