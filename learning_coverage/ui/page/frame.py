"""The page frame: what every page works with, and what stands above it."""

from dataclasses import dataclass
from functools import cached_property

import streamlit as st

from learning_coverage import sample
from learning_coverage.access import Right, User
from learning_coverage.config import Config
from learning_coverage.content.basis import Basis
from learning_coverage.store import Snapshot, Store
from learning_coverage.ui.browser import templates
from learning_coverage.ui.browser.query_params import bind_widget
from learning_coverage.ui.browser.templates import escape_markdown
from learning_coverage.ui.page import menu
from learning_coverage.ui.session import as_of, boundaries, current_user, stores
from learning_coverage.ui.session.links import Links
from learning_coverage.ui.session.scope import list_breadcrumbs, resolve_scope
from learning_coverage.ui.session.session import Session, current_session
from learning_coverage.wording import LANGUAGES, Wording


@dataclass(frozen=True)
class Page:
    """All that the content of a page may depend on beside its choices, and the stores behind it.

    `figures` are as of a commit in one set of boundaries, from `shown_store`: the sample if `is_sample`, else `store`,
    which holds what was saved and takes the acts. `links` builds the URLs in the templates.
    """

    figures: Snapshot
    config: Config
    w: Wording
    is_sample: bool
    user: User
    scope: str
    links: Links
    store: Store
    shown_store: Store

    @cached_property
    def basis(self) -> Basis:
        """The part that documents are made from, too."""
        return Basis(self.figures, self.config, self.w, self.is_sample)

    @property
    def is_past(self) -> bool:
        """Whether the figures are older than the last commit."""
        return self.figures.as_of != self.shown_store.head.seq

    def may(self, right: Right) -> bool:
        """Whether the current user has the right."""
        return self.user.has_right(right)


def open_session(w: Wording) -> Session:
    """Resolve user and scope for this run; shows who is signed in. The page that runs next is about this session."""
    user, tree = current_user.show(w), stores.tree()
    scope = resolve_scope(tree, user)
    config = tree.config_of(scope)
    session = Session(
        Wording(w.language, config.level), user, tree, scope, config, menu.build_links(user, tree, config)
    )
    current_session.set(session)
    return session


def open_page() -> Page:
    """The page of this run. Shows above it the breadcrumbs, and the banners of the sample and of an earlier state."""
    session = current_session.get()
    w, store = session.w, stores.store_for_area(session.scope)
    templates.apply_page_style(w)
    if areas := list_breadcrumbs(session.tree, session.user, session.scope):
        templates.show("page/breadcrumbs", key="path", w=w, links=session.links, areas=areas)
    _apply_new_commits(store, w)
    is_sample = sample.is_shown(store, session.config)
    if is_sample:
        _show_sample_banner(session)
    if refusal := store.read_only_error:
        st.info(escape_markdown(w(f"store.{refusal.code}", **refusal.values)))
    shown_store = stores.sample_store() if is_sample else store
    return Page(
        _select_figures(session, shown_store, is_sample),
        session.config,
        w,
        is_sample,
        session.user,
        session.scope,
        session.links,
        store,
        shown_store,
    )


def _apply_new_commits(store: Store, w: Wording) -> None:
    """Apply what other processes have saved; while they cannot be reached, show how old the figures are."""
    store.catch_up()
    if since := store.stale_since:
        st.warning(w("store.lake_behind", time=w.time(since)), icon=":material/cloud_off:")


def _show_sample_banner(session: Session) -> None:
    with st.container(key="sample", horizontal=True, vertical_alignment="center"):
        st.warning(session.w("sample.banner"), icon=":material/science:")
        if session.user.has_right(Right.CONFIGURE):
            st.page_link("pages/records/start.py", label=session.w("sample.start"), icon=":material/signpost:")


def _select_figures(session: Session, store: Store, is_sample: bool) -> Snapshot:
    """The figures as of the chosen commit in the chosen boundaries.

    The present is a commit, too, so that a save in the meantime cannot mix two states on one page.
    """
    resolve_as_of = as_of.resolve if session.user.has_right(Right.SEE) else as_of.resolve_published
    chosen = None if is_sample else resolve_as_of(store, session.w)
    boundary_choice = boundaries.choose(session.w, session.config.lineage.boundary_choices)
    return store.at(store.head.seq if chosen is None else chosen, boundary_choice)


def choose_language() -> Wording:
    """The language of this session, chosen under the menu and in the query parameter `lang`; Vietnamese at first."""
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
