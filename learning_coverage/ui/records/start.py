"""The first use: from nothing to the first upload in three steps, each of which can be come back to."""

from typing import Any

import streamlit as st

from learning_coverage import queries
from learning_coverage.config import config_folder
from learning_coverage.config.commune_editor import found_commune
from learning_coverage.facts import Problem
from learning_coverage.intake import sandbox, village_list
from learning_coverage.store import StoreError
from learning_coverage.store.writes.save_upload import current_facts
from learning_coverage.ui.browser import templates
from learning_coverage.ui.browser.templates import plain
from learning_coverage.ui.page.page import Screen
from learning_coverage.ui.session import current_user, stores
from learning_coverage.ui.session.errors import acting

STEPS = ("commune", "targets", "upload")
TOLD = "told_of_start"


def steps(screen: Screen) -> dict[str, Any]:
    """The values of the template `start_steps`: which steps are done."""
    done = {"commune": not screen.config.commune.sample, "upload": bool(queries.years(stores.real_store()))}
    return {"w": screen.w, "steps": [(step, done.get(step, done["commune"])) for step in STEPS]}


def commune(screen: Screen) -> None:
    """The commune's name and its villages, typed, pasted or from a file; then the list to look over and save."""
    w, known = screen.w, screen.config.commune
    if known.changes:  # a list of names says nothing of who became what
        st.info(w("start.has_changes"))
        return
    if told := st.session_state.pop(TOLD, None):
        st.success(plain(told))
    typed, from_file = st.columns(2, gap="large")
    given = "" if known.sample else "\n".join(village.name for village in screen.config.villages)
    typed.text_area(w("start.paste"), given, key="start_text", height=260, placeholder=w("start.placeholder"))
    file = from_file.file_uploader(w("start.file"), key="start_file")
    from_file.caption(w("start.file_note"))
    names = village_list.from_text(st.session_state["start_text"])
    if file is not None:
        found = sandbox.village_names(file.getvalue(), file.name, screen.config)
        if isinstance(found, Problem):
            st.error(plain(f"{found.message(w)} {found.remedy(w)}"))
            return
        names = found
    templates.show("start_villages", key="villages", w=w, names=names)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(w("start.name"), "" if known.sample else known.name, key="start_name", max_chars=80, width=320)
        st.button(
            w("start.save", n=len(names)), type="primary", disabled=not names, on_click=_save, args=(screen, names)
        )


@acting
def _save(screen: Screen, names: list[str]) -> None:
    """Write the list; a village with figures can neither vanish nor change its name here."""
    name = st.session_state["start_name"].strip()
    if not name:
        raise StoreError("no_commune")
    with stores.changing_configuration(current_user.acting(""), name) as store:
        kept = {village.id for village in screen.config.villages if village.name in names}
        with_figures = {fact.area_id for fact in current_facts(store).values()} - {screen.config.whole}
        lost = [village.name for village in screen.config.villages if village.id in with_figures - kept]
        if lost:
            raise StoreError("village_has_figures", names=", ".join(lost))
        found_commune(config_folder(), name, names)
    st.session_state[TOLD] = screen.w("start.saved", n=len(names))
