"""The context of every command: its language, its store, its author, and JSON values."""

import argparse
import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pandas as pd

from learning_coverage.access import User
from learning_coverage.config import BOUNDARIES, DEFAULT_BOUNDARIES
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
    """A refused command; `key` is the key of its message."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(text(key, **values))


@contextmanager
def open_scope_store(options: argparse.Namespace, *, write: bool = True) -> Iterator[Store]:
    """The store of the scope of a command; prints a warning when it may lack later commits of others."""
    tree: Tree = options.tree
    with open_store(tree.config_source, write=write, wait=WAIT_FOR_WRITER) as store:
        if since := store.stale_since:
            print(text("store.lake_behind", time=text.time(since)), file=sys.stderr)
        yield store if tree.is_one_commune else AreaStore(store, tree, options.scope)


def add_author_option(parser: argparse.ArgumentParser) -> None:
    """Add `--by`, the name stored with what the command saves."""
    parser.add_argument("--by", default=system_user(), help=text("cli.by"))


def system_user() -> str:
    """The name of the user of the operating system, empty if unknown."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def user_from(options: argparse.Namespace) -> User:
    """The user of `--by`; on the command line, where the files themselves are accessible, with all rights."""
    return User.local(options.by)


def add_boundaries_option(parser: argparse.ArgumentParser) -> None:
    """Add `--boundaries`: the villages of each year, those of today, or connected ones as one."""
    parser.add_argument(
        "--boundaries",
        type=_parse_boundaries,
        metavar="|".join(BOUNDARIES),
        default=DEFAULT_BOUNDARIES,
        help=text("cli.boundaries"),
    )


def _parse_boundaries(value: str) -> str:
    """The value itself. CommandError for an unknown one: the message of `choices` would be in English."""
    if value not in BOUNDARIES:
        raise CommandError("cli.unknown_boundaries", value=value)
    return value


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """Add `--json`, for output as one JSON object a line."""
    parser.add_argument("--json", action="store_true", help=text("cli.json"))


def to_json_value(value: Any) -> Any:
    """A cell of a DataFrame as a JSON value: times in ISO format, missing values as None."""
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else value
