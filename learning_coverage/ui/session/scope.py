"""Which area is looked at: chosen by its id in the address, or the first one that is somebody's to look at."""

import streamlit as st

from learning_coverage.config.areas_file import Area
from learning_coverage.store.area_store import can_view, find_start_scope
from learning_coverage.ui.browser import query_params, templates
from learning_coverage.ui.session import current_user, stores
from learning_coverage.wording import Wording

# Above the communes one looks and compares; what is done is done in a commune.
PAGES_ABOVE_COMMUNES = {"overview", "matrix", "titles", "trajectory", "support", "method", "access"}
# Of a tree the areas are in a file and are not changed here.
SINGLE_COMMUNE_PAGES = {"start", "changes"}


def choose(w: Wording) -> Wording:
    """The words for the area looked at; a commune on its own is never asked about."""
    tree = stores.tree()
    if tree.is_one_commune:
        return w
    user, wanted = current_user.user(), st.query_params.get(stores.SCOPE_KEY) or st.session_state.get(stores.SCOPE_KEY)
    if not (wanted and tree.is_scope(wanted) and can_view(tree, user, wanted)):
        wanted = find_start_scope(tree, user)
    st.session_state[stores.SCOPE_KEY] = wanted
    query_params.set_value(stores.SCOPE_KEY, wanted)
    return Wording(w.language, stores.config().level)


def breadcrumbs() -> list[Area]:
    """What the area looked at lies in, as far as it may be looked at, and itself; nothing for a commune on its own."""
    tree = stores.tree()
    if tree.is_one_commune:
        return []
    user = current_user.user()
    return [area for area in tree.path_to(stores.scope()) if can_view(tree, user, area.id)]


def is_above_communes() -> bool:
    """Whether an area above the communes is looked at."""
    return stores.config().is_aggregate


def has_page(name: str) -> bool:
    """Whether there is such a page for the area looked at."""
    if is_above_communes():
        return name in PAGES_ABOVE_COMMUNES
    return stores.tree().is_one_commune or name not in SINGLE_COMMUNE_PAGES


def _page_url(page: str, **parameters: object) -> str:
    """As everywhere; but where the parts are areas to look at themselves, the name of one leads into it."""
    if page == "village" and is_above_communes():
        return templates.page_url(
            templates.MAIN_PAGE, **{**parameters, "village": None, stores.SCOPE_KEY: parameters["village"]}
        )
    return templates.page_url(page, **parameters)


templates.register_globals(page_url=_page_url, has_page=has_page)
