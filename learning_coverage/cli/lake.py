"""`copy-store`, `maintain`: copying between a folder and a lake, and the nightly maintenance of a lake."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from learning_coverage.cli.context import text
from learning_coverage.config import Config
from learning_coverage.store import StoreError
from learning_coverage.store.operate.copies import copy_store
from learning_coverage.store.operate.location import maintain_lake, parse_location, read_location

if TYPE_CHECKING:
    from learning_coverage.cli.context import Subparsers


def add_commands(commands: "Subparsers") -> None:
    """Add the commands of this module to the parser."""
    copying = commands.add_parser("copy-store", help=text("cli.copy-store"))
    copying.add_argument("source", metavar="FROM")
    copying.add_argument("target", metavar="TO")
    copying.set_defaults(act=_copy)
    commands.add_parser("maintain", help=text("cli.maintain")).set_defaults(act=_maintain)


def _copy(options: argparse.Namespace, _: Config) -> int:
    source = parse_location(options.source)
    if isinstance(source, Path) and not source.is_dir():
        raise StoreError("copy_nothing", folder=options.source)
    head = copy_store(source, parse_location(options.target))
    print(text("cli.done.copy-store", n=head.seq, hash=head.hash[:12]))
    return 0


def _maintain(_: argparse.Namespace, __: Config) -> int:
    maintain_lake(read_location())
    print(text("cli.done.maintain"))
    return 0
