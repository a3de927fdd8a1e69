"""Finding a village from anywhere: a field under the menu that narrows while typing, with or without marks."""

from functools import lru_cache

from streamlit.delta_generator import DeltaGenerator

from learning_coverage.config import NOW, Config
from learning_coverage.config.tree import Tree
from learning_coverage.ui.browser import templates
from learning_coverage.ui.session import stores
from learning_coverage.wording import Wording


def show(container: DeltaGenerator, w: Wording) -> None:
    with container:
        templates.insert(_render(stores.tree(), stores.scope(), w.language), key="search")


@lru_cache(maxsize=64)
def _render(tree: Tree, scope: str, language: str) -> str:
    """The same for everybody who looks at the area: at thousands of villages every click would draw it anew."""
    config = tree.config_of(scope)
    w = Wording(language, config.level)
    return templates.render("page/search", w=w, villages=_list_villages(config, w))


def _list_villages(config: Config, w: Wording) -> list[tuple[str, str]]:
    """Every village there is or was, with the id it is shown under today; a former one says what it is now."""
    names = {village.id: village.name for village in config.villages}
    return [
        (now, names[id_] if now == id_ else w("search.now", name=names[id_], now=names[now]))
        for id_, now in config.lineage.map_to_areas(NOW).items()
    ]
