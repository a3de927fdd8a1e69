"""`user add|passwd|disable|enable|token|list`: the only way to create and change accounts."""

import argparse
import getpass
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from learning_coverage.access import ROLES
from learning_coverage.access.accounts import Accounts
from learning_coverage.access.audit import Audit
from learning_coverage.access.private_file import AccessError
from learning_coverage.cli.context import system_user, text
from learning_coverage.config import Config
from learning_coverage.store.log.format import read_version, reject_newer
from learning_coverage.store.operate.location import private_folder

if TYPE_CHECKING:
    from learning_coverage.cli.context import Subparsers

Handler = Callable[[Accounts, argparse.Namespace, Config], None]


def add_commands(commands: "Subparsers") -> None:
    """Add the commands of this module to the parser."""
    parser = commands.add_parser("user", help=text("cli.user"))
    acts = parser.add_subparsers(required=True, metavar="ACT")
    adding = _add_command(acts, "add", _add)
    adding.add_argument("--role", required=True, choices=ROLES, help=text("cli.role"))
    adding.add_argument("--villages", type=lambda ids: ids.split(","), metavar="T01,T02", help=text("cli.villages"))
    adding.add_argument("--email", help=text("cli.email"))
    for parser in (adding, _add_command(acts, "passwd", _passwd)):
        parser.add_argument("--password-stdin", action="store_true", help=text("cli.password_stdin"))
    _add_command(acts, "disable", lambda accounts, options, _: accounts.disable(options.name))
    _add_command(acts, "enable", lambda accounts, options, _: accounts.enable(options.name))
    _add_command(acts, "token", lambda accounts, options, _: print(accounts.new_token(options.name)))
    acts.add_parser("list", help=text("cli.users.list")).set_defaults(act=_list)


def _add_command(acts: "Subparsers", name: str, act: Handler) -> argparse.ArgumentParser:
    parser = acts.add_parser(name, help=text(f"cli.users.{name}"))
    parser.add_argument("name", metavar="NAME")

    def run(options: argparse.Namespace, config: Config) -> int:
        reject_newer(read_version(private_folder()))
        act(Accounts(private_folder()), options, config)
        Audit(private_folder()).write(f"user_{name}", system_user(), options.name)
        print(text(f"cli.done.user_{name}"), file=sys.stderr)
        return 0

    parser.set_defaults(act=run)
    return parser


def _add(accounts: Accounts, options: argparse.Namespace, config: Config) -> None:
    if stray := set(options.villages or ()) - {village.id for village in config.villages}:
        raise AccessError("unknown_villages", names=", ".join(sorted(stray)))
    password = None if options.email and not options.password_stdin else _read_password(options)
    accounts.add(options.name, options.role, password=password, villages=options.villages, email=options.email)


def _passwd(accounts: Accounts, options: argparse.Namespace, _: Config) -> None:
    accounts.set_password(options.name, _read_password(options))


def _read_password(options: argparse.Namespace) -> str:
    """The password, typed twice without echo or as one line on standard input.

    Never an argument: other users of the machine can read the arguments of a process.
    """
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    first, again = (getpass.getpass(text(f"cli.password.{which}")) for which in ("first", "again"))
    if first != again:
        raise AccessError("passwords_differ")
    return first


def _list(_: argparse.Namespace, __: Config) -> int:
    for account in Accounts(private_folder()).all():
        villages = "*" if account.villages is None else ",".join(account.villages)
        marks = [mark for mark in ("disabled", "token", "email") if getattr(account, mark)]
        print(account.name, account.role, villages, *marks, sep="\t")
    return 0
