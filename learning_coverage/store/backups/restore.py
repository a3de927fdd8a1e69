"""Bringing a backup back. What was in the store before is set aside, never deleted.

It is unpacked beside the store, checked, and then moved in; cut short after that, the next start finishes the moving.
"""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pathvalidate import sanitize_filename

from learning_coverage.access.private_file import sync_folder, write_private
from learning_coverage.store.backups import backup
from learning_coverage.store.log.durable import make_folder, write_over, write_synced
from learning_coverage.store.log.format import MARKER
from learning_coverage.store.log.log import Commit, Head, StoreError, as_named

ASIDE = "set-aside"
FILES = "files"  # in a folder set aside
_READY = "restoring-"
_VIEW = ("view.duckdb", "view.duckdb.wal")
_LOG = ("commits", "archive", MARKER)


@dataclass(frozen=True)
class Restored:
    """`head`: the last commit there is now. `aside`: where what was there before has gone, None if nothing was.

    `files` in it are those that were uploaded after the backup, under their own names, to be taken in again.
    """

    head: Head
    aside: Path | None

    @property
    def files(self) -> list[Path]:
        return sorted((self.aside / FILES).glob("*")) if self.aside else []


def restore(file: Path, folder: Path, config: Path | None = None) -> Restored:
    """Put the store, and the configuration if asked for, back as they are in a backup. The caller holds the lock.

    StoreError, and nothing is changed, when the backup is damaged, of a newer version, or the disk too small.
    """
    with backup.opened(file) as kept:
        head = backup.verified(kept)
        if kept.unpacked > shutil.disk_usage(folder).free:
            raise StoreError("no_room")
        try:
            ready = _unpacked(kept, folder)
            finish(folder)
            _bring_in(kept, folder)
            aside = folder / ASIDE / ready.name.removeprefix(_READY)
            if config:
                _configure(kept, config, aside)
        except OSError as error:
            raise StoreError("not_restored", reason=error.strerror or str(error)) from error
    return Restored(head, aside if aside.exists() else None)


def finish(folder: Path) -> None:
    """Move in what was unpacked whole; done again after being cut short it goes on where it was. For a writer only."""
    for ready in sorted(folder.glob(f"{_READY}*")):
        if ready.suffix == ".draft":
            shutil.rmtree(ready)
            continue
        aside = folder / ASIDE / ready.name.removeprefix(_READY)
        for part in _VIEW:
            _set_aside(folder / part, aside)
        for part in _LOG:
            if (ready / part).exists():
                _set_aside(folder / part, aside)
                (ready / part).rename(folder / part)
                sync_folder(folder)
        with suppress(OSError):  # a convenience: the bytes are in the archive set aside
            _name_files(aside, folder / "archive")
        ready.rmdir()


def _name_files(aside: Path, archive: Path) -> None:
    """Copy what was uploaded and is not in the archive that came back, as far as commit and bytes can still be read."""
    for path in sorted((aside / "commits").glob("*.json")):
        with suppress(StoreError):
            commit = Commit.from_bytes(path.read_bytes())
            if commit.file_name and commit.raw and not (archive / commit.raw).exists():
                data = as_named(commit.raw, (aside / "archive" / commit.raw).read_bytes())
                make_folder(aside / FILES)
                name = sanitize_filename(f"{commit.seq} {commit.file_name}", platform="universal", max_len=120)
                (aside / FILES / name).write_bytes(data)


def _bring_in(kept: backup.Backup, folder: Path) -> None:
    """Accounts and the record of acts come back where there are none; nobody shut out is let in by an old backup."""
    if not any((folder / name).exists() for name in backup.BESIDE):
        for name in backup.BESIDE:
            if name in kept.names:
                make_folder((folder / name).parent)
                write_private(folder / name, kept.read(name))


def _unpacked(kept: backup.Backup, folder: Path) -> Path:
    ready = folder / f"{_READY}{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    draft = ready.with_suffix(".draft")
    for part in ("archive", "commits"):
        make_folder(draft / part)
    for name in kept.names:
        if not name.startswith("config/") and name not in backup.BESIDE:
            write_synced(draft / name, kept.read(name))
    for unpacked in (draft / "archive", draft / "commits", draft):
        sync_folder(unpacked)
    draft.rename(ready)
    sync_folder(folder)
    return ready


def _set_aside(path: Path, aside: Path) -> None:
    if path.exists():
        make_folder(aside)
        path.rename(aside / path.name)
        sync_folder(aside)


def _configure(kept: backup.Backup, config: Path, aside: Path) -> None:
    make_folder(config)
    for name in backup.CONFIGURATION:
        path, member = config / name, f"config/{name}"
        if member not in kept.names or (path.exists() and path.read_bytes() == kept.read(member)):
            continue
        if path.exists():
            make_folder(aside)
            write_over(aside / name, path.read_bytes())
        write_over(path, kept.read(member))
