"""The scope: the area whose parts the pages compare, in the query parameter `scope`."""

import streamlit as st

from learning_coverage.access import User
from learning_coverage.config.areas_file import Area
from learning_coverage.config.tree import Tree
from learning_coverage.store.area_store import can_view, find_start_scope
from learning_coverage.ui.browser import query_params
from learning_coverage.ui.session.stores import SCOPE_KEY


def resolve_scope(tree: Tree, user: User) -> str:
    """The area of the address or of the page before, else the first one the user may view; stored in the session."""
    if tree.is_one_commune:
        return tree.root_id
    scope = st.query_params.get(SCOPE_KEY) or st.session_state.get(SCOPE_KEY)
    if not (scope and tree.is_scope(scope) and can_view(tree, user, scope)):
        scope = find_start_scope(tree, user)
    st.session_state[SCOPE_KEY] = scope
    query_params.set_value(SCOPE_KEY, scope)
    return scope


def list_breadcrumbs(tree: Tree, user: User, scope: str) -> list[Area]:
    """The areas around the scope the user may view, from the outside in, and itself; empty without a tree."""
    if tree.is_one_commune:
        return []
    return [area for area in tree.path_to(scope) if can_view(tree, user, area.id)]
