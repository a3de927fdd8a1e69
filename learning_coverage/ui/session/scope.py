"""Which area is looked at: chosen by its id in the address, or the first one that is somebody's to look at."""

import streamlit as st

from learning_coverage.config.areas_file import Area
from learning_coverage.store.area_store import home_of, may_look
from learning_coverage.ui.browser import query_params, templates
from learning_coverage.ui.session import current_user, stores
from learning_coverage.wording import Wording

# Above the communes one looks and compares; what is done is done in a commune.
ABOVE = {"overview", "matrix", "titles", "trajectory", "support", "method", "access"}
# Of a tree the areas are in a file and are not changed here.
OF_ONE_COMMUNE = {"start", "changes"}


def choose(w: Wording) -> Wording:
    """The words for the area looked at; a commune on its own is never asked about."""
    tree = stores.tree()
    if tree.is_one_commune:
        return w
    user, wanted = current_user.user(), st.query_params.get(stores.SCOPE) or st.session_state.get(stores.SCOPE)
    if not (wanted and tree.is_scope(wanted) and may_look(tree, user, wanted)):
        wanted = home_of(tree, user)
    st.session_state[stores.SCOPE] = wanted
    query_params.put(stores.SCOPE, wanted)
    return Wording(w.language, stores.config().level)


def path() -> list[Area]:
    """What the area looked at lies in, as far as it may be looked at, and itself; nothing for a commune on its own."""
    tree = stores.tree()
    if tree.is_one_commune:
        return []
    user = current_user.user()
    return [area for area in tree.path(stores.scope()) if may_look(tree, user, area.id)]


def adds_up() -> bool:
    """Whether an area above the communes is looked at."""
    return stores.config().adds_up


def has_page(name: str) -> bool:
    """Whether there is such a page for the area looked at."""
    if adds_up():
        return name in ABOVE
    return stores.tree().is_one_commune or name not in OF_ONE_COMMUNE


def _address(page: str, **parameters: object) -> str:
    """As everywhere; but where the parts are areas to look at themselves, the name of one leads into it."""
    if page == "village" and adds_up():
        return templates.address(
            templates.MAIN_PAGE, **{**parameters, "village": None, stores.SCOPE: parameters["village"]}
        )
    return templates.address(page, **parameters)


templates.know(address=_address, has_page=has_page)
