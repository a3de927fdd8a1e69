"""Who is in front of the screen: an account with accounts, a name typed by whoever sits here without."""

from typing import Literal
from uuid import uuid4

import streamlit as st

from learning_coverage.access import Actor, Right, User
from learning_coverage.access.audit import request_id
from learning_coverage.access.registry import SESSION_KEY
from learning_coverage.store import StoreError
from learning_coverage.ui.browser import templates
from learning_coverage.ui.session import stores
from learning_coverage.wording import Wording


def user() -> User:
    """Who acts, looked up anew at every run and every act. StoreError when his session has ended."""
    if not stores.config().access.has_accounts:
        return User.local("")
    request_id.set(request_id.get() or uuid4().hex[:12])
    found = stores.registry().find_user(str(st.user.to_dict().get(SESSION_KEY) or ""))
    if found is None:
        raise StoreError("not_signed_in")
    return found


def may(act: Right) -> bool:
    return user().has_right(act)


def _can_assign_tasks() -> bool:
    return may(Right.TASK) and not stores.config().is_aggregate


templates.register_globals(can_assign_tasks=templates.cached_per_render(_can_assign_tasks))  # templates ask it, too


def resolve_author(typed_name: str) -> Actor:
    """Who an act is by: the account, whatever was typed; without accounts the name that was typed."""
    return user() if stores.config().access.has_accounts else typed_name.strip()


def input_name(label: str, default: str = "", *, key: str, width: int | Literal["stretch"] = "stretch") -> str:
    """The field for the name of who acts; with an account it is filled in and cannot be changed."""
    if not stores.config().access.has_accounts:
        return st.text_input(label, default, key=key, max_chars=80, width=width)
    st.session_state[key] = user().name
    return st.text_input(label, key=key, disabled=True, width=width)


def show(w: Wording) -> None:
    """Under the menu: who is signed in, and the way out; on one PC who may do what. Nothing runs for nobody."""
    try:
        found = user()
    except StoreError as error:
        st.error(w(f"store.{error.code}"))
        st.stop()
    with st.sidebar:
        if stores.config().access.has_accounts:
            templates.show("page/current_user", key="who", w=w, user=found, role=w(f"access.roles.{found.role}"))
        else:
            st.caption(w("access.single"))
