"""`withdraw`, `restore-upload`, `freeze`, `close-year`, `reopen-year`: acts on saved figures, each a new commit."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from learning_coverage.cli.context import add_author_option, open_scope_store, text, user_from
from learning_coverage.config import Config
from learning_coverage.store import Store
from learning_coverage.store.writes import upload_acts

if TYPE_CHECKING:
    from learning_coverage.cli.context import Subparsers

Handler = Callable[[Store, argparse.Namespace], object]


def add_commands(commands: "Subparsers") -> None:
    """Add the commands of this module to the parser."""
    _add_upload_act(commands, "withdraw", upload_acts.withdraw, reason_needed=True)
    _add_upload_act(commands, "restore-upload", upload_acts.restore, reason_needed=False)
    freezing = _add_command(commands, "freeze", _freeze)
    freezing.add_argument("name", metavar="NAME")
    freezing.add_argument("--as-of", type=int, metavar="UPLOAD_ID", help=text("cli.as_of"))
    _add_year_act(commands, "close-year", upload_acts.close_year)
    _add_year_act(commands, "reopen-year", upload_acts.reopen_year)


def _add_upload_act(commands: "Subparsers", name: str, act: Callable[..., object], *, reason_needed: bool) -> None:
    parser = _add_command(
        commands,
        name,
        lambda store, options: act(store, options.upload_id, reason=options.reason, by=user_from(options)),
    )
    parser.add_argument("upload_id", type=int, metavar="UPLOAD_ID")
    parser.add_argument("--reason", required=reason_needed, default=text("cli.no_reason"), help=text("cli.reason"))


def _add_year_act(commands: "Subparsers", name: str, act: Callable[..., object]) -> None:
    parser = _add_command(
        commands, name, lambda store, options: act(store, options.year, reason=options.reason, by=user_from(options))
    )
    parser.add_argument("year", type=int, metavar="YEAR")
    parser.add_argument("--reason", required=True, help=text("cli.reason"))


def _add_command(commands: "Subparsers", name: str, act: Handler) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text(f"cli.{name}"))
    add_author_option(parser)

    def run(options: argparse.Namespace, config: Config) -> int:
        with open_scope_store(options) as store:
            act(store, options)
        print(text(f"cli.done.{name}"))
        return 0

    parser.set_defaults(act=run)
    return parser


def _freeze(store: Store, options: argparse.Namespace) -> None:
    upload_acts.freeze(store, options.name, by=user_from(options), as_of=options.as_of)
