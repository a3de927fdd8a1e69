"""What comes before a store is open: the writer's lock, what was left unfinished, an older version, the view's file."""

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

# Refusals of a store that is whole all the same: it can be looked at.
_READ_ONLY_CODES = ("other_writer", "store_newer", "not_written", "backup_not_written")


def lock_for_writing(folder: Path, wait: float) -> tuple[FileLock | None, StoreError | None]:
    """The writer's lock of a store made ready for its writer, or why it can only be read. StoreError when damaged."""
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
    """What a writer who was cut short left to be finished, then what an older version left to be added."""
    restore.finish(folder)
    FolderLog(folder).recover()
    migrate(folder, lambda: backup_schedule.create_now(folder))


def acquire_lock(folder: Path, wait: float) -> FileLock:
    """The writer's lock of a store, waited for so many seconds. StoreError when another has it, or none can be made."""
    # Never a soft lock: a killed process would leave it behind and nobody could write again.
    lock = FileLock(folder / "writer.lock", thread_local=False, fallback_to_soft=False, preserve_lock_file=True)
    try:
        make_folder(folder)  # the lock would make it, too, but not safe from a loss of power
        lock.acquire(timeout=wait)
    except Timeout as error:
        raise StoreError("other_writer") from error
    except OSError as error:
        raise StoreError("not_written", reason=error.strerror or str(error)) from error
    return lock


def open_view(path: Path, config: ConfigSource, log: Log, audit: Audit) -> View:
    """The view of a log that is whole; the record of acts gets what a crash kept out of it."""
    # The whole chain is verified first: a damaged log is not mended by a new view, nor hidden by an old one.
    commits = list(log.since(0))
    view = open_or_rebuild_view(path, config, log)
    audit.add_missing((commit.kind, commit.by, commit.summary, commit.at) for commit in commits)
    return view


def open_or_rebuild_view(path: Path, config: ConfigSource, log: Log) -> View:
    """The view kept in a file; whatever is wrong with it, it is made anew from the log, in memory if need be."""
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
