"""`verify`, `backup`, `restore`: whether the store is whole, a copy of it, and the copy back."""

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
    commands.add_parser("verify", help=text("cli.verify")).set_defaults(act=_verify)
    backing_up = commands.add_parser("backup", help=text("cli.backup"))
    backing_up.add_argument("file", type=Path, metavar="FILE")
    backing_up.set_defaults(act=_backup)
    bringing_back = commands.add_parser("restore", help=text("cli.restore"))
    bringing_back.add_argument("file", type=Path, metavar="FILE")
    bringing_back.set_defaults(act=_restore)


def _verify(options: argparse.Namespace, _: Config) -> int:
    place = read_location()
    wrong = [text(f"store.{error.code}", **error.values) for error in find_errors(place, options.tree.config_source)]
    wrong += [text(f"access.{error.code}", **error.values) for error in Audit(private_folder()).find_errors()]
    for sentence in wrong:
        print(sentence)
    if not wrong:
        print(text("cli.whole"))
    if isinstance(place, Path):
        last = find_last_backup(place)
        print(text("cli.last_backup", n=last.age.days, seq=last.seq) if last else text("cli.never_backed_up"))
    return int(bool(wrong))


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
