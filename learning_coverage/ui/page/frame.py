"""How every page begins: what it looks at, in which language, and the mark of the sample."""

from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from learning_coverage.access import Right
from learning_coverage.content import reporting
from learning_coverage.content.basis import Basis
from learning_coverage.ui.browser import templates
from learning_coverage.ui.browser.query_params import bind_widget
from learning_coverage.ui.browser.templates import escape_markdown
from learning_coverage.ui.session import as_of, boundaries, current_user, render_cache, scope, stores
from learning_coverage.wording import LANGUAGES, Wording


@dataclass(frozen=True)
class Page(Basis):
    """What a page works with; `heading` is the place above the filters."""

    heading: DeltaGenerator


def open_page() -> Page:
    """The screen of this run; draws the marks of the sample and of an earlier state above everything else."""
    w = Wording(st.session_state["lang"], stores.config().level)
    templates.apply_page_style(w)
    if areas := scope.breadcrumbs():
        templates.show("page/breadcrumbs", key="path", w=w, areas=areas)
    _apply_new_commits(w)
    if stores.is_showing_sample():
        with st.container(key="sample", horizontal=True, vertical_alignment="center"):
            st.warning(w("sample.banner"), icon=":material/science:")
            if current_user.may(Right.CONFIGURE):
                st.page_link("pages/records/start.py", label=w("sample.start"), icon=":material/signpost:")
    if refusal := stores.real_store().read_only_error:
        st.info(escape_markdown(w(f"store.{refusal.code}", **refusal.values)))
    store, is_sample = stores.store(), stores.is_showing_sample()
    resolve_as_of = as_of.resolve if current_user.may(Right.SEE) else as_of.resolve_published
    chosen = None if is_sample else resolve_as_of(w)
    # One number for the whole run, so that a save in the meantime cannot mix two states on one screen.
    boundary_choice = boundaries.choose(w, stores.config().lineage.boundary_choices)
    figures = store.at(store.head.seq if chosen is None else chosen, boundary_choice)
    return Page(figures, stores.config(), w, is_sample, st.container())


def _apply_new_commits(w: Wording) -> None:
    """Take over what other processes have saved; while they cannot be reached, say how old the figures are."""
    store = stores.real_store()
    store.catch_up()
    if since := store.stale_since:
        st.warning(w("store.lake_behind", time=w.time(since)), icon=":material/cloud_off:")


def choose_language() -> Wording:
    """The language of this session, chosen under the menu and kept in the address; Vietnamese at first."""
    return Wording(bind_widget("lang", LANGUAGES, _show_language_switch))


def _show_language_switch() -> str | None:
    return st.sidebar.segmented_control(
        Wording(LANGUAGES[0])("app.choose_language"),
        LANGUAGES,
        required=True,
        format_func=lambda language: Wording(language)("app.language"),
        key="lang",
        label_visibility="collapsed",
    )


def show_title(page: Page, sentence: str, year: int) -> None:
    """The title of a page, which is what it found, and under it what the figures rest on; drawn above the filters."""
    with page.heading:
        st.title(templates.escape_markdown(sentence), anchor=False)
        render_cache.show(page, "page/source_line", _build_stamp_context, year, key="stamp")


def _build_stamp_context(basis: Basis, year: int) -> dict[str, Any]:
    reported = reporting.load(basis.figures, year)
    return {
        "w": basis.w,
        "upload": basis.latest_upload,
        "reported": reported.describe(basis.w),
        "unreported": reported.describe_unreported(basis.w),
    }
