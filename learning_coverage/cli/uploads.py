"""`withdraw`, `restore-upload`, `freeze`, `close-year`, `reopen-year`: acts on what is saved, each a new commit."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from learning_coverage.cli.context import add_author, by_of, opened_store, say
from learning_coverage.config import Config
from learning_coverage.store import Store
from learning_coverage.store.writes import upload_acts

if TYPE_CHECKING:
    from learning_coverage.cli.context import Commands

Act = Callable[[Store, argparse.Namespace], object]


def add_commands(commands: "Commands") -> None:
    _add_upload_act(commands, "withdraw", upload_acts.withdraw, reason_needed=True)
    _add_upload_act(commands, "restore-upload", upload_acts.restore, reason_needed=False)
    freezing = _command(commands, "freeze", _freeze)
    freezing.add_argument("name", metavar="NAME")
    freezing.add_argument("--as-of", type=int, metavar="UPLOAD_ID", help=say("cli.as_of"))
    _add_year_act(commands, "close-year", upload_acts.close_year)
    _add_year_act(commands, "reopen-year", upload_acts.reopen_year)


def _add_upload_act(commands: "Commands", name: str, act: Callable[..., object], *, reason_needed: bool) -> None:
    parser = _command(
        commands, name, lambda store, options: act(store, options.upload_id, reason=options.reason, by=by_of(options))
    )
    parser.add_argument("upload_id", type=int, metavar="UPLOAD_ID")
    parser.add_argument("--reason", required=reason_needed, default=say("cli.no_reason"), help=say("cli.reason"))


def _add_year_act(commands: "Commands", name: str, act: Callable[..., object]) -> None:
    parser = _command(
        commands, name, lambda store, options: act(store, options.year, reason=options.reason, by=by_of(options))
    )
    parser.add_argument("year", type=int, metavar="YEAR")
    parser.add_argument("--reason", required=True, help=say("cli.reason"))


def _command(commands: "Commands", name: str, act: Act) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=say(f"cli.{name}"))
    add_author(parser)

    def run(options: argparse.Namespace, config: Config) -> int:
        with opened_store(options) as store:
            act(store, options)
        print(say(f"cli.done.{name}"))
        return 0

    parser.set_defaults(act=run)
    return parser


def _freeze(store: Store, options: argparse.Namespace) -> None:
    upload_acts.freeze(store, options.name, by=by_of(options), as_of=options.as_of)
