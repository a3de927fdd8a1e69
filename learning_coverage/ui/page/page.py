"""How every page begins: what it looks at, in which language, and the mark of the sample."""

from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from learning_coverage import queries
from learning_coverage.access import Act
from learning_coverage.content.basis import Basis
from learning_coverage.ui.browser import templates
from learning_coverage.ui.browser.query_params import bound
from learning_coverage.ui.browser.templates import plain
from learning_coverage.ui.session import as_of, boundaries, current_user, render_cache, scope, stores
from learning_coverage.wording import LANGUAGES, Wording


@dataclass(frozen=True)
class Screen(Basis):
    """What a page works with; `heading` is the place above the filters."""

    heading: DeltaGenerator


def begin() -> Screen:
    """The screen of this run; draws the marks of the sample and of an earlier state above everything else."""
    w = Wording(st.session_state["lang"], stores.config().level)
    templates.dress(w)
    if areas := scope.path():
        templates.show("path", key="path", w=w, areas=areas)
    _follow_others(w)
    if stores.shows_sample():
        with st.container(key="sample", horizontal=True, vertical_alignment="center"):
            st.warning(w("sample.banner"), icon=":material/science:")
            if current_user.may(Act.CONFIGURE):
                st.page_link("pages/records/start.py", label=w("sample.start"), icon=":material/signpost:")
    if refusal := stores.real_store().refusal:
        st.info(plain(w(f"store.{refusal.code}", **refusal.values)))
    store, is_sample = stores.store(), stores.shows_sample()
    look_back = as_of.chosen if current_user.may(Act.SEE) else as_of.published
    chosen = None if is_sample else look_back(w)
    # One number for the whole run, so that a save in the meantime cannot mix two states on one screen.
    drawn = boundaries.choose(w, stores.config().lineage.choices)
    figures = store.at(store.head.seq if chosen is None else chosen, drawn)
    return Screen(figures, stores.config(), w, is_sample, st.container())


def _follow_others(w: Wording) -> None:
    """Take over what other processes have saved; while they cannot be reached, say how old the figures are."""
    store = stores.real_store()
    store.catch_up()
    if since := store.behind_since:
        st.warning(w("store.lake_behind", time=w.time(since)), icon=":material/cloud_off:")


def choose_language() -> Wording:
    """The language of this session, chosen under the menu and kept in the address; Vietnamese at first."""
    return Wording(bound("lang", LANGUAGES, _language_switch))


def _language_switch() -> str | None:
    return st.sidebar.segmented_control(
        Wording(LANGUAGES[0])("app.choose_language"),
        LANGUAGES,
        required=True,
        format_func=lambda language: Wording(language)("app.language"),
        key="lang",
        label_visibility="collapsed",
    )


def finding(screen: Screen, sentence: str, year: int) -> None:
    """The title of a page, which is what it found, and under it what the figures rest on; drawn above the filters."""
    with screen.heading:
        st.title(templates.plain(sentence), anchor=False)
        render_cache.show(screen, "stamp", _stamp, year, key="stamp")


def _stamp(basis: Basis, year: int) -> dict[str, Any]:
    villages = queries.reporting(basis.figures, year)
    silent = villages["area_name"][villages["reported_titles"] == 0].tolist()
    return {"w": basis.w, "upload": basis.stamp, "year": year, "of": len(villages), "silent": silent}
