"""What a page file declares: its place in the menu, its choices, its title and its contents.

The parts are data and functions of the page object, so that a page can be rendered without a running session.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from learning_coverage.access import Right
from learning_coverage.config import Config
from learning_coverage.config.tree import Tree

if TYPE_CHECKING:
    from learning_coverage.ui.page.frame import Page

Values = Mapping[str, Any]  # of the choices by key and of the queries by name


@dataclass(frozen=True)
class Choice:
    """A choice of the reader, in the query parameter `key`. `control`: select, buttons, slider, hidden or link.

    `options` are labels by id; the first is the default, unless `default` names another. Without any the choice is not
    offered and its value None. A hidden choice is made on other pages; that of a link lasts for one run and has no
    default. `caption` names the choice, `width` is in pixels, and `parse` turns the chosen id into the value that
    the content works with.
    """

    key: str
    options: Callable[["Page", Values], Mapping[str, str]]
    control: str = "select"
    width: int = 215
    caption: Callable[["Page", Values], str] | None = None  # None: the text `filter.<key>`
    parse: Callable[["Page", str], Any] = lambda page, option: option
    default: Callable[["Page", Values], str | None] = lambda page, values: None


@dataclass(frozen=True)
class Call:
    """A function of the page object and of the values with these names, in this order."""

    function: Callable[..., Any]
    arguments: tuple[str, ...] = ()

    def __call__(self, page: "Page", values: Values) -> Any:
        return self.function(page, *(values[name] for name in self.arguments))


@dataclass(frozen=True)
class Content:
    """A template with the context a function builds. `template` may contain the name of a value in braces.

    Left out while the value named `when` is empty. `is_cached`: the HTML is shared by viewers with equal inputs.
    """

    key: str
    template: str
    build: Callable[..., dict[str, Any]]
    arguments: tuple[str, ...] = ()
    when: str | None = None
    is_cached: bool = False


@dataclass(frozen=True)
class Cell:
    """One context of a grid; a wide cell takes a row of its own, below the others."""

    key: str
    context: dict[str, Any]
    is_wide: bool = False


@dataclass(frozen=True)
class Grid:
    """A template in two columns, one cell for each context the function builds.

    `is_single_row`: with as many columns as cells. `caption` is the key of a text above more than one cell.
    """

    template: str
    build: Callable[..., Sequence[Cell]]
    arguments: tuple[str, ...] = ()
    is_single_row: bool = False
    caption: str | None = None


@dataclass(frozen=True)
class Heading:
    """A heading by the key of its text."""

    text: str


@dataclass(frozen=True)
class Choices:
    """Choices between contents, one below the other."""

    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Pagination:
    """The control to find and page through the value named `rows`; the rows to show become the value `shown`."""

    rows: str


@dataclass(frozen=True)
class Form:
    """Widgets for acting, shown by a function; they exist in a running session only."""

    show: Callable[..., object]
    arguments: tuple[str, ...] = ()


Part = Content | Grid | Heading | Choices | Pagination | Form


@dataclass(frozen=True, kw_only=True)
class PageDeclaration:
    """A page: menu entry, then choose → query → render. The name of its file is its address.

    `title` is the key of its text in the menu, `position` its order in the section, in tens. Pages published to guests
    require `Right.SEE_PUBLISHED`. `headline` is the key of the title above the page, or composes it as a sentence; with
    `has_source_line` the line below it says what the figures of the value `year` are based on.
    """

    title: str
    icon: str
    position: int
    right: Right = Right.SEE
    exists_above_communes: bool = False
    exists_in_tree: bool = True
    choices: tuple[Choice, ...] = ()
    queries: Mapping[str, Call] = field(default_factory=dict)
    headline: str | Call | None = None
    has_source_line: bool = False
    contents: tuple[Part, ...] = ()

    def exists_in(self, tree: Tree, config: Config) -> bool:
        """Whether the page exists for the scope with this configuration."""
        return self.exists_above_communes if config.is_aggregate else self.exists_in_tree or tree.is_one_commune
