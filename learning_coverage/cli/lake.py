"""`copy-store`, `maintain`: from a folder to a lake and back, and what a lake needs every night."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from learning_coverage.cli.context import say
from learning_coverage.config import Config
from learning_coverage.store import StoreError
from learning_coverage.store.operate.copy_store import copy_store
from learning_coverage.store.operate.location import maintained, place_of, store_place

if TYPE_CHECKING:
    from learning_coverage.cli.context import Commands


def add_commands(commands: "Commands") -> None:
    copying = commands.add_parser("copy-store", help=say("cli.copy-store"))
    copying.add_argument("source", metavar="FROM")
    copying.add_argument("target", metavar="TO")
    copying.set_defaults(act=_copy)
    commands.add_parser("maintain", help=say("cli.maintain")).set_defaults(act=_maintain)


def _copy(options: argparse.Namespace, _: Config) -> int:
    source = place_of(options.source)
    if isinstance(source, Path) and not source.is_dir():
        raise StoreError("copy_nothing", folder=options.source)
    head = copy_store(source, place_of(options.target))
    print(say("cli.done.copy-store", n=head.seq, hash=head.hash[:12]))
    return 0


def _maintain(_: argparse.Namespace, __: Config) -> int:
    maintained(store_place())
    print(say("cli.done.maintain"))
    return 0
