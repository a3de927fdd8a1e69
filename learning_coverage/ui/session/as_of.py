"""Looking at the figures as they stood earlier: chosen on the history page, kept in the address, never overlooked."""

import streamlit as st

from learning_coverage import queries
from learning_coverage.ui.browser import query_params, templates
from learning_coverage.ui.session import stores
from learning_coverage.wording import Wording

KEY = "as_of"


def resolve(w: Wording) -> int | None:
    """The commit the pages show, None for the present; draws the banner that says so."""
    as_of = _parse_commit(st.query_params.get(KEY) or st.session_state.get(KEY))
    if as_of is None:
        return None
    st.session_state[KEY] = str(as_of)
    query_params.set_value(KEY, str(as_of))
    with st.container(horizontal=True, vertical_alignment="center", key="moment"):
        st.error(w("moment.banner", **_describe(as_of, w)), icon=":material/history:")
        st.button(w("moment.leave"), key="leave-moment", on_click=_return_to_present)
    return as_of


def resolve_published(w: Wording) -> int:
    """What a guest sees: the figures as they were last frozen, and nothing where none were."""
    frozen = queries.freezes(stores.real_store())
    if not frozen:
        st.title(w("moment.nothing_published"), anchor=False)
        st.stop()
    st.caption(
        templates.escape_markdown(
            w("moment.published", name=frozen[0]["name"], date=w.local_date(frozen[0]["received_at"]))
        )
    )
    return int(frozen[0]["as_of"])


def _parse_commit(text: str | None) -> int | None:
    """A commit before the present; anything else in the address means the present."""
    as_of = query_params.parse_int(text)
    return as_of if as_of and as_of < stores.real_store().head.seq else None


def _describe(as_of: int, w: Wording) -> dict[str, object]:
    """When that was, and under which name it was frozen, if any."""
    frozen = [row for row in queries.freezes(stores.real_store()) if row["as_of"] == as_of]
    when = queries.commit(stores.real_store(), as_of)["received_at"]
    return {"upload": as_of, "time": w.time(when), "name": f"“{frozen[0]['name']}” " if frozen else ""}


def _return_to_present() -> None:
    st.session_state.pop(KEY, None)
    st.query_params.pop(KEY, None)
