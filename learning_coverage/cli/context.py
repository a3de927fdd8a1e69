"""What every command shares: the language it speaks, the store it works on, and values as JSON knows them."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pandas as pd

from learning_coverage.access import User
from learning_coverage.config.tree import Tree
from learning_coverage.store import Store
from learning_coverage.store.area_store import AreaStore
from learning_coverage.store.operate.location import open_store
from learning_coverage.wording import Wording

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

WAIT_FOR_WRITER = 30  # seconds: another import ends by then, an open dashboard does not

text = Wording("vi")


class CommandError(Exception):
    """A command that cannot do what was asked; `key` is that of the sentence that says why."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(text(key, **values))


@contextmanager
def open_scope_store(options: argparse.Namespace, *, write: bool = True) -> Iterator[Store]:
    """The store a command works on, as the area it is about sees it; says so when others may have saved since."""
    tree: Tree = options.tree
    with open_store(tree.config_source, write=write, wait=WAIT_FOR_WRITER) as store:
        if since := store.stale_since:
            print(text("store.lake_behind", time=text.time(since)), file=sys.stderr)
        yield store if tree.is_one_commune else AreaStore(store, tree, options.scope)


def add_author_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", default=system_user(), help=text("cli.by"))


def system_user() -> str:
    """Who is at the keyboard, where the system knows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def user_from(options: argparse.Namespace) -> User:
    """Who acts on the command line: whoever reaches the files may do all, under the name he gives."""
    return User.local(options.by)


def add_json_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=text("cli.json"))


def to_json_value(value: Any) -> Any:
    """A cell of a frame as JSON knows it."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
