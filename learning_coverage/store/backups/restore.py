"""Restoring a store from a backup. The store there is now is set aside, never deleted.

The backup is verified, unpacked in the folder and moved into place; the next start finishes an interrupted move.
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
    """`head`: the last commit of the restored store. `set_aside`: where the store before is, None if there was none."""

    head: Head
    set_aside: Path | None

    @property
    def later_files(self) -> list[Path]:
        """The files uploaded after the backup, under their own names, so that they can be uploaded again."""
        return sorted((self.set_aside / LATER_FILES_FOLDER).glob("*")) if self.set_aside else []


def restore(file: Path, folder: Path, config: Path | None = None) -> Restored:
    """Restore the store, and the configuration into the folder `config`. The caller holds the writer's lock.

    StoreError, and nothing is changed, when the backup is damaged or of a newer version, or the disk is too small.
    """
    with backup.open_backup(file) as source:
        head = backup.verify(source)
        if source.unpacked_bytes > shutil.disk_usage(folder).free:
            raise StoreError("no_room")
        try:
            ready = _unpack(source, folder)
            finish(folder)
            _restore_access_files(source, folder)
            aside = folder / SET_ASIDE_FOLDER / ready.name.removeprefix(_STAGING_PREFIX)
            if config:
                _restore_config(source, config, aside)
        except OSError as error:
            raise StoreError("not_restored", reason=error.strerror or str(error)) from error
    return Restored(head, aside if aside.exists() else None)


def finish(folder: Path) -> None:
    """Move a completely unpacked backup into place, continuing an interrupted move. The caller holds the lock."""
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
        with suppress(OSError):  # a convenience: the archive set aside holds the bytes
            _copy_later_files(aside, folder / "archive")
        ready.rmdir()


def _copy_later_files(aside: Path, archive: Path) -> None:
    """Copy the readable files that are missing in the restored archive."""
    for path in sorted((aside / "commits").glob("*.json")):
        with suppress(StoreError):
            commit = Commit.from_bytes(path.read_bytes())
            if commit.file_name and commit.raw and not (archive / commit.raw).exists():
                data = check_hash(commit.raw, (aside / "archive" / commit.raw).read_bytes())
                make_folder(aside / LATER_FILES_FOLDER)
                name = sanitize_filename(f"{commit.seq} {commit.file_name}", platform="universal", max_len=120)
                (aside / LATER_FILES_FOLDER / name).write_bytes(data)


def _restore_access_files(source: backup.Backup, folder: Path) -> None:
    """Restore accounts and audit log only where there are none, lest an old backup enable a disabled account."""
    if not any((folder / name).exists() for name in backup.ACCESS_FILES):
        for name in backup.ACCESS_FILES:
            if name in source.names:
                make_folder((folder / name).parent)
                write_private(folder / name, source.read(name))


def _unpack(source: backup.Backup, folder: Path) -> Path:
    ready = folder / f"{_STAGING_PREFIX}{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    draft = ready.with_suffix(".draft")
    for part in ("archive", "commits"):
        make_folder(draft / part)
    for name in source.names:
        if not name.startswith("config/") and name not in backup.ACCESS_FILES:
            write_synced(draft / name, source.read(name))
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


def _restore_config(source: backup.Backup, config: Path, aside: Path) -> None:
    make_folder(config)
    for name in backup.CONFIG_FILES:
        path, member = config / name, f"config/{name}"
        if member not in source.names or (path.exists() and path.read_bytes() == source.read(member)):
            continue
        if path.exists():
            make_folder(aside)
            replace_file(aside / name, path.read_bytes())
        replace_file(path, source.read(member))
