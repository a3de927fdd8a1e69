"""The menu, built from the folder of pages: a folder is a section, a file is a page, its name is the address."""

from copy import copy
from functools import cache
from importlib import import_module

import streamlit as st

from learning_coverage.access import Right, User
from learning_coverage.config import ROOT, Config
from learning_coverage.config.tree import Tree
from learning_coverage.ui.browser.templates import MAIN_PAGE
from learning_coverage.ui.page.declaration import PageDeclaration
from learning_coverage.ui.session.links import Links
from learning_coverage.ui.session.session import Session

SECTIONS = ("progress", "action", "records")


@cache
def load_declarations() -> dict[str, dict[str, PageDeclaration]]:
    """The declarations by section and name of the page, in the order of the menu.

    Read once per process; importing a page file does not render the page.
    """
    return {section: _load_section(section) for section in SECTIONS}


def _load_section(section: str) -> dict[str, PageDeclaration]:
    names = [path.stem for path in (ROOT / "pages" / section).glob("*.py")]
    pages = {name: import_module(f"pages.{section}.{name}").PAGE for name in names}
    return dict(sorted(pages.items(), key=lambda page: page[1].position))


def build_sections(session: Session) -> dict[str, list[st.Page]]:
    """The pages the user may view in the scope, by the title of their section; any other address is not found."""
    sections = {
        session.w(f"menu.{section}"): [
            copy(_make_page(section, name, session.w(page.title), page.icon))  # Streamlit marks the one that may run
            for name, page in pages.items()
            if session.user.has_right(page.right) and page.exists_in(session.tree, session.config)
        ]
        for section, pages in load_declarations().items()
    }
    return {section: pages for section, pages in sections.items() if pages}


@cache
def _make_page(section: str, name: str, title: str, icon: str) -> st.Page:
    """A page of the menu, cached because Streamlit looks for its file on the disk."""
    return st.Page(f"pages/{section}/{name}.py", title=title, icon=icon, default=name == MAIN_PAGE)


def build_links(user: User, tree: Tree, config: Config) -> Links:
    """The links between the pages of a scope, for a user."""
    pages = {name: page for section in load_declarations().values() for name, page in section.items()}
    return Links(
        frozenset(name for name, page in pages.items() if page.exists_in(tree, config)),
        config.is_aggregate,
        can_assign_tasks=user.has_right(Right.TASK) and not config.is_aggregate,
    )
