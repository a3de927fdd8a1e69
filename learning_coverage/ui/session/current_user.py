"""The current user: an account, or without accounts the name typed on this PC."""

from typing import Literal
from uuid import uuid4

import streamlit as st

from learning_coverage.access import Actor, User
from learning_coverage.access.audit import request_id
from learning_coverage.access.registry import SESSION_KEY
from learning_coverage.store import StoreError
from learning_coverage.ui.browser import templates
from learning_coverage.ui.session import stores
from learning_coverage.wording import Wording


def user() -> User:
    """The user of the session of this request, looked up at the start of every run and again at every act.

    StoreError when the session has ended.
    """
    if not stores.tree().access.has_accounts:
        return User.local("")
    request_id.set(request_id.get() or uuid4().hex[:12])
    found = stores.registry().find_user(str(st.user.to_dict().get(SESSION_KEY) or ""))
    if found is None:
        raise StoreError("not_signed_in")
    return found


def resolve_author(typed_name: str) -> Actor:
    """The author of an act: with accounts the account, whatever was typed, else the typed name."""
    return user() if stores.tree().access.has_accounts else typed_name.strip()


def input_name(
    author: User, label: str, default: str = "", *, key: str, width: int | Literal["stretch"] = "stretch"
) -> str:
    """Show the field for the author of an act and return its value; the name of an account cannot be changed."""
    if not author.name:  # the local user has none
        return st.text_input(label, default, key=key, max_chars=80, width=width)
    st.session_state[key] = author.name
    return st.text_input(label, key=key, disabled=True, width=width)


def show(w: Wording) -> User:
    """The current user; shows under the menu who is signed in. Without a valid session the run stops here."""
    try:
        found = user()
    except StoreError as error:
        st.error(w(f"store.{error.code}"))
        st.stop()
    with st.sidebar:
        if stores.tree().access.has_accounts:
            templates.show("page/current_user", key="who", w=w, user=found, role=w(f"access.roles.{found.role}"))
        else:
            st.caption(w("access.single"))
    return found
