"""Opening a store folder: the writer's lock, recovery after a crash, migration, and the file of the view."""

from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from learning_coverage.access.audit import Audit
from learning_coverage.config.tree import ConfigSource
from learning_coverage.store.backups import backup_schedule, restore
from learning_coverage.store.log.durable import make_folder
from learning_coverage.store.log.folder_log import FolderLog
from learning_coverage.store.log.format import migrate, read_version, reject_newer
from learning_coverage.store.log.log import Log, StoreError
from learning_coverage.store.view.database import ViewError
from learning_coverage.store.view.view import View

# Errors after which the store can still be read.
_READ_ONLY_CODES = ("other_writer", "store_newer", "not_written", "backup_not_written")


def lock_for_writing(folder: Path, wait: float) -> tuple[FileLock | None, StoreError | None]:
    """The writer's lock of a recovered and migrated store, or why it is read-only. StoreError when it is damaged."""
    try:
        reject_newer(read_version(folder))
        lock = acquire_lock(folder, wait)
        try:
            _recover(folder)
        except BaseException:
            lock.release()
            raise
    except OSError as error:
        return None, StoreError("not_written", reason=error.strerror or str(error))
    except StoreError as error:
        if error.code not in _READ_ONLY_CODES:
            raise
        return None, error
    return lock, None


def _recover(folder: Path) -> None:
    """Finish what an interrupted writer left, then migrate a store of an older version."""
    restore.finish(folder)
    FolderLog(folder).recover()
    migrate(folder, lambda: backup_schedule.create_now(folder))


def acquire_lock(folder: Path, wait: float) -> FileLock:
    """The writer's lock of a store, within `wait` seconds. StoreError when it is held or cannot be created."""
    # Never a soft lock: a killed process would leave it behind, and no process could write again.
    lock = FileLock(folder / "writer.lock", thread_local=False, fallback_to_soft=False, preserve_lock_file=True)
    try:
        make_folder(folder)  # the lock would create it, too, but not sync it
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise StoreError("other_writer") from error
    except OSError as error:
        raise StoreError("not_written", reason=error.strerror or str(error)) from error
    return lock


def open_view(path: Path, config: ConfigSource, log: Log, audit: Audit) -> View:
    """The view of a verified log; acts a crash kept out of the audit log are added to it. StoreError when damaged."""
    # The whole chain is verified first: an existing view would hide the damage.
    commits = list(log.since(0))
    view = open_or_rebuild_view(path, config, log)
    audit.add_missing((commit.kind, commit.by, commit.summary, commit.at) for commit in commits)
    return view


def open_or_rebuild_view(path: Path, config: ConfigSource, log: Log) -> View:
    """The view in a file, rebuilt from the log when it is not usable, in memory when no file can be written."""
    if path.exists():
        with suppress(ViewError, StoreError):
            return View(path, config, log)
    with suppress(ViewError, OSError):
        fresh = path.with_suffix(".fresh")
        for leftover in (fresh, _wal_path(fresh), _wal_path(path)):
            leftover.unlink(missing_ok=True)
        View(fresh, config, log).close()
        fresh.replace(path)
        return View(path, config, log)
    return View(None, config, log)


def _wal_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")
