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
from learning_coverage.store.log.durable import make_folder, replace_file, write_synced
from learning_coverage.store.log.format import MARKER_FILE
from learning_coverage.store.log.log import Commit, Head, StoreError, check_hash

SET_ASIDE_FOLDER = "set-aside"
LATER_FILES_FOLDER = "files"  # in a folder set aside
_STAGING_PREFIX = "restoring-"
_VIEW_FILES = ("view.duckdb", "view.duckdb.wal")
_LOG_PARTS = ("commits", "archive", MARKER_FILE)


@dataclass(frozen=True)
class Restored:
    """`head`: the last commit there is now. `aside`: where what was there before has gone, None if nothing was.

    `files` in it are those that were uploaded after the backup, under their own names, to be taken in again.
    """

    head: Head
    set_aside: Path | None

    @property
    def later_files(self) -> list[Path]:
        return sorted((self.set_aside / LATER_FILES_FOLDER).glob("*")) if self.set_aside else []


def restore(file: Path, folder: Path, config: Path | None = None) -> Restored:
    """Put the store, and the configuration if asked for, back as they are in a backup. The caller holds the lock.

    StoreError, and nothing is changed, when the backup is damaged, of a newer version, or the disk too small.
    """
    with backup.open_backup(file) as kept:
        head = backup.verify(kept)
        if kept.unpacked_bytes > shutil.disk_usage(folder).free:
            raise StoreError("no_room")
        try:
            ready = _unpack(kept, folder)
            finish(folder)
            _restore_access_files(kept, folder)
            aside = folder / SET_ASIDE_FOLDER / ready.name.removeprefix(_STAGING_PREFIX)
            if config:
                _restore_config(kept, config, aside)
        except OSError as error:
            raise StoreError("not_restored", reason=error.strerror or str(error)) from error
    return Restored(head, aside if aside.exists() else None)


def finish(folder: Path) -> None:
    """Move in what was unpacked whole; done again after being cut short it goes on where it was. For a writer only."""
    for ready in sorted(folder.glob(f"{_STAGING_PREFIX}*")):
        if ready.suffix == ".draft":
            shutil.rmtree(ready)
            continue
        aside = folder / SET_ASIDE_FOLDER / ready.name.removeprefix(_STAGING_PREFIX)
        for part in _VIEW_FILES:
            _set_aside(folder / part, aside)
        for part in _LOG_PARTS:
            if (ready / part).exists():
                _set_aside(folder / part, aside)
                (ready / part).rename(folder / part)
                sync_folder(folder)
        with suppress(OSError):  # a convenience: the bytes are in the archive set aside
            _copy_later_files(aside, folder / "archive")
        ready.rmdir()


def _copy_later_files(aside: Path, archive: Path) -> None:
    """Copy what was uploaded and is not in the archive that came back, as far as commit and bytes can still be read."""
    for path in sorted((aside / "commits").glob("*.json")):
        with suppress(StoreError):
            commit = Commit.from_bytes(path.read_bytes())
            if commit.file_name and commit.raw and not (archive / commit.raw).exists():
                data = check_hash(commit.raw, (aside / "archive" / commit.raw).read_bytes())
                make_folder(aside / LATER_FILES_FOLDER)
                name = sanitize_filename(f"{commit.seq} {commit.file_name}", platform="universal", max_len=120)
                (aside / LATER_FILES_FOLDER / name).write_bytes(data)


def _restore_access_files(kept: backup.Backup, folder: Path) -> None:
    """Accounts and the record of acts come back where there are none; nobody shut out is let in by an old backup."""
    if not any((folder / name).exists() for name in backup.ACCESS_FILES):
        for name in backup.ACCESS_FILES:
            if name in kept.names:
                make_folder((folder / name).parent)
                write_private(folder / name, kept.read(name))


def _unpack(kept: backup.Backup, folder: Path) -> Path:
    ready = folder / f"{_STAGING_PREFIX}{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    draft = ready.with_suffix(".draft")
    for part in ("archive", "commits"):
        make_folder(draft / part)
    for name in kept.names:
        if not name.startswith("config/") and name not in backup.ACCESS_FILES:
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


def _restore_config(kept: backup.Backup, config: Path, aside: Path) -> None:
    make_folder(config)
    for name in backup.CONFIG_FILES:
        path, member = config / name, f"config/{name}"
        if member not in kept.names or (path.exists() and path.read_bytes() == kept.read(member)):
            continue
        if path.exists():
            make_folder(aside)
            replace_file(aside / name, path.read_bytes())
        replace_file(path, kept.read(member))
