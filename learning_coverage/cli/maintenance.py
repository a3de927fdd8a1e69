"""`verify`, `backup`, `restore`: check the store, back it up, restore a backup."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from learning_coverage.access.audit import Audit
from learning_coverage.cli.context import WAIT_FOR_WRITER, text
from learning_coverage.config import Config, config_folder
from learning_coverage.store.backups import backup, restore
from learning_coverage.store.open_folder import acquire_lock
from learning_coverage.store.operate.health import find_last_backup
from learning_coverage.store.operate.location import private_folder, read_location, store_folder
from learning_coverage.store.operate.verification import find_errors

if TYPE_CHECKING:
    from learning_coverage.cli.context import Subparsers


def add_commands(commands: "Subparsers") -> None:
    """Add the commands of this module to the parser."""
    commands.add_parser("verify", help=text("cli.verify")).set_defaults(act=_verify)
    for name, act in (("backup", _backup), ("restore", _restore)):
        parser = commands.add_parser(name, help=text(f"cli.{name}"))
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.set_defaults(act=act)


def _verify(options: argparse.Namespace, _: Config) -> int:
    location = read_location()
    errors = [text(f"store.{e.code}", **e.values) for e in find_errors(location, options.tree.config_source)]
    errors += [text(f"access.{e.code}", **e.values) for e in Audit(private_folder()).find_errors()]
    print("\n".join(errors or [text("cli.whole")]))
    if isinstance(location, Path):
        last = find_last_backup(location)
        print(text("cli.last_backup", n=last.age.days, seq=last.seq) if last else text("cli.never_backed_up"))
    return int(bool(errors))


def _backup(options: argparse.Namespace, _: Config) -> int:
    head = backup.create(store_folder(), options.file, config_folder())
    print(text("cli.done.backup", file=options.file, n=head.seq))
    return 0


def _restore(options: argparse.Namespace, _: Config) -> int:
    folder = store_folder()
    with acquire_lock(folder, WAIT_FOR_WRITER):
        restored = restore.restore(options.file, folder, config_folder())
    print(text("cli.done.restore", n=restored.head.seq))
    if restored.set_aside:
        print(text("cli.set_aside", folder=restored.set_aside))
    if restored.later_files:
        print(text("cli.later_files", n=len(restored.later_files), folder=restored.later_files[0].parent))
    return 0
