"""URLs of pages, as templates build them."""

from dataclasses import dataclass

from learning_coverage.ui.browser.templates import MAIN_PAGE, page_url
from learning_coverage.ui.session.stores import SCOPE_KEY


@dataclass(frozen=True)
class Links:
    """Called with the name of a page and its parameters, returns the URL. `pages`: those that exist for the scope."""

    pages: frozenset[str]
    is_aggregate: bool
    can_assign_tasks: bool

    def __call__(self, page: str, **parameters: object) -> str:
        """The URL; above the communes the parts are areas themselves, and the link to one changes the scope to it."""
        if page == "village" and self.is_aggregate:
            return page_url(MAIN_PAGE, **{**parameters, "village": None, SCOPE_KEY: parameters["village"]})
        return page_url(page, **parameters)

    def has_page(self, name: str) -> bool:
        """Whether the page exists for the scope."""
        return name in self.pages
