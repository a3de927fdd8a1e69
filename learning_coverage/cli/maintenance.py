"""`verify`, `backup`, `restore`: whether the store is whole, a copy of it, and the copy back."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from learning_coverage.access.audit import Audit
from learning_coverage.cli.context import WAIT_FOR_WRITER, say
from learning_coverage.config import Config, config_folder
from learning_coverage.store.backups import backup, restore
from learning_coverage.store.open_folder import acquired
from learning_coverage.store.operate.health import last_backup
from learning_coverage.store.operate.location import store_place
from learning_coverage.store.operate.verify import findings
from learning_coverage.store.store import private_folder, store_folder

if TYPE_CHECKING:
    from learning_coverage.cli.context import Commands


def add_commands(commands: "Commands") -> None:
    commands.add_parser("verify", help=say("cli.verify")).set_defaults(act=_verify)
    backing_up = commands.add_parser("backup", help=say("cli.backup"))
    backing_up.add_argument("file", type=Path, metavar="FILE")
    backing_up.set_defaults(act=_backup)
    bringing_back = commands.add_parser("restore", help=say("cli.restore"))
    bringing_back.add_argument("file", type=Path, metavar="FILE")
    bringing_back.set_defaults(act=_restore)


def _verify(options: argparse.Namespace, _: Config) -> int:
    place = store_place()
    wrong = [say(f"store.{error.code}", **error.values) for error in findings(place, options.tree.source)]
    wrong += [say(f"access.{error.code}", **error.values) for error in Audit(private_folder()).findings()]
    for sentence in wrong:
        print(sentence)
    if not wrong:
        print(say("cli.whole"))
    if isinstance(place, Path):
        last = last_backup(place)
        print(say("cli.last_backup", n=last.age.days, seq=last.seq) if last else say("cli.never_backed_up"))
    return int(bool(wrong))


def _backup(options: argparse.Namespace, _: Config) -> int:
    head = backup.make(store_folder(), options.file, config_folder())
    print(say("cli.done.backup", file=options.file, n=head.seq))
    return 0


def _restore(options: argparse.Namespace, _: Config) -> int:
    folder = store_folder()
    with acquired(folder, WAIT_FOR_WRITER):
        restored = restore.restore(options.file, folder, config_folder())
    print(say("cli.done.restore", n=restored.head.seq))
    if restored.aside:
        print(say("cli.set_aside", folder=restored.aside))
    if restored.files:
        print(say("cli.later_files", n=len(restored.files), folder=restored.files[0].parent))
    return 0
