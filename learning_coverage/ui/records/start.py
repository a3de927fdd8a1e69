"""First use in three steps, each of which can be repeated: commune, targets, first upload."""

from typing import Any

import streamlit as st

from learning_coverage import queries
from learning_coverage.config import config_folder
from learning_coverage.config.commune_editor import create_commune
from learning_coverage.facts import Problem
from learning_coverage.intake import sandbox, village_list
from learning_coverage.store import StoreError
from learning_coverage.store.writes.save_plan import read_current_facts
from learning_coverage.ui.browser import templates
from learning_coverage.ui.browser.templates import escape_markdown
from learning_coverage.ui.page.frame import Page
from learning_coverage.ui.session import current_user, stores
from learning_coverage.ui.session.errors import defer_errors

STEPS = ("commune", "targets", "upload")
MESSAGE_KEY = "start_message"


def build_steps_context(page: Page) -> dict[str, Any]:
    """Values of the template `records/start_steps`: each step and whether it is done."""
    done = {"commune": not page.config.commune.sample, "upload": bool(queries.years(page.store))}
    return {"w": page.w, "steps": [(step, done.get(step, done["commune"])) for step in STEPS]}


def show_commune_form(page: Page) -> None:
    """The form of the commune's name and its villages, typed, pasted or from a file, with a preview of the list."""
    w, known = page.w, page.config.commune
    if known.changes:  # a list of names cannot express lineage
        st.info(w("start.has_changes"))
        return
    if message := st.session_state.pop(MESSAGE_KEY, None):
        st.success(escape_markdown(message))
    typed, from_file = st.columns(2, gap="large")
    given = "" if known.sample else "\n".join(village.name for village in page.config.villages)
    typed.text_area(w("start.paste"), given, key="start_text", height=260, placeholder=w("start.placeholder"))
    file = from_file.file_uploader(w("start.file"), key="start_file")
    from_file.caption(w("start.file_note"))
    names = village_list.from_text(st.session_state["start_text"])
    if file is not None:
        found = sandbox.read_village_names(file.getvalue(), file.name, page.config)
        if isinstance(found, Problem):
            st.error(escape_markdown(f"{found.message(w)} {found.remedy(w)}"))
            return
        names = found
    templates.show("records/start_villages", key="villages", w=w, names=names)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(w("start.name"), "" if known.sample else known.name, key="start_name", max_chars=80, width=320)
        st.button(
            w("start.save", n=len(names)),
            type="primary",
            disabled=not names,
            on_click=_save_commune,
            args=(page, names),
        )


@defer_errors
def _save_commune(page: Page, names: list[str]) -> None:
    """Write the list. StoreError when a village with figures would vanish or be renamed."""
    name = st.session_state["start_name"].strip()
    if not name:
        raise StoreError("no_commune")
    with stores.edit_configuration(current_user.resolve_author(""), name) as store:
        kept_ids = {village.id for village in page.config.villages if village.name in names}
        with_figures = {fact.area_id for fact in read_current_facts(store).values()} - {page.config.scope_id}
        lost = [village.name for village in page.config.villages if village.id in with_figures - kept_ids]
        if lost:
            raise StoreError("village_has_figures", names=", ".join(lost))
        create_commune(config_folder(), name, names)
    st.session_state[MESSAGE_KEY] = page.w("start.saved", n=len(names))
