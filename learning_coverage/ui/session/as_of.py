"""The state of the figures to show: of an earlier commit, chosen on the history page, or the last published one."""

import streamlit as st

from learning_coverage import queries
from learning_coverage.store import Store
from learning_coverage.ui.browser import query_params, templates
from learning_coverage.wording import Wording

KEY = "as_of"


def resolve(store: Store, w: Wording) -> int | None:
    """The commit of the address or the session, None for the present; shows the banner of an earlier state."""
    as_of = _parse_commit(store, st.query_params.get(KEY) or st.session_state.get(KEY))
    if as_of is None:
        return None
    st.session_state[KEY] = str(as_of)
    query_params.set_value(KEY, str(as_of))
    with st.container(horizontal=True, vertical_alignment="center", key="moment"):
        st.error(w("moment.banner", **_describe(store, as_of, w)), icon=":material/history:")
        st.button(w("moment.leave"), key="leave-moment", on_click=_return_to_present)
    return as_of


def resolve_published(store: Store, w: Wording) -> int:
    """The commit last frozen, which guests may view; without one the run stops at a notice."""
    frozen = queries.freezes(store)
    if not frozen:
        st.title(w("moment.nothing_published"), anchor=False)
        st.stop()
    st.caption(
        templates.escape_markdown(
            w("moment.published", name=frozen[0]["name"], date=w.local_date(frozen[0]["received_at"]))
        )
    )
    return int(frozen[0]["as_of"])


def _parse_commit(store: Store, text: str | None) -> int | None:
    """A commit before the last one; None for any other text."""
    as_of = query_params.parse_int(text)
    return as_of if as_of and as_of < store.head.seq else None


def _describe(store: Store, as_of: int, w: Wording) -> dict[str, object]:
    """Number, time and, if it was frozen, name of a commit."""
    frozen = [row for row in queries.freezes(store) if row["as_of"] == as_of]
    when = queries.commit(store, as_of)["received_at"]
    return {"upload": as_of, "time": w.time(when), "name": f"“{frozen[0]['name']}” " if frozen else ""}


def _return_to_present() -> None:
    st.session_state.pop(KEY, None)
    st.query_params.pop(KEY, None)
