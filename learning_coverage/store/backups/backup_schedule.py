"""Automatic backups in `backups` beside the log, one of each of the last days, weeks and months."""

import logging
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from learning_coverage.store.backups import backup
from learning_coverage.store.log.folder_log import FolderLog
from learning_coverage.store.log.log import StoreError

BACKUP_FOLDER = "backups"
RETAINED_DAYS, RETAINED_WEEKS, RETAINED_MONTHS = 7, 4, 12
_INTERVAL = timedelta(days=1)
_CHECK_SECONDS = 3600
_FILE_NAME = re.compile(r"(\d{8}T\d{6})Z-(\d{9})\.zip")
_TIME_FORMAT = "%Y%m%dT%H%M%S"

logger = logging.getLogger("learning_coverage")


@dataclass(frozen=True, order=True)
class StoredBackup:
    """A backup in the folder: the time it was made (UTC) and the last commit in it."""

    at: datetime
    seq: int

    @property
    def file_name(self) -> str:
        """Time and commit, so that names sort by time."""
        return f"{self.at.strftime(_TIME_FORMAT)}Z-{self.seq:09d}.zip"


def list_backups(store: Path) -> list[StoredBackup]:
    """The automatic backups of a store, the newest last."""
    matches = map(_FILE_NAME.fullmatch, (path.name for path in (store / BACKUP_FOLDER).glob("*.zip")))
    return sorted(StoredBackup(_parse_time(name[1]), int(name[2])) for name in matches if name)


def select_retained(backups: Iterable[StoredBackup]) -> set[StoredBackup]:
    """The newest of each of the last 7 days, 4 weeks and 12 months that have one."""
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (RETAINED_DAYS, lambda at: at.date()),
        (RETAINED_WEEKS, lambda at: at.isocalendar()[:2]),
        (RETAINED_MONTHS, lambda at: (at.year, at.month)),
    )
    newest_first = sorted(backups, reverse=True)
    retained: set[StoredBackup] = set()
    for count, period_of in periods:
        newest: dict[object, StoredBackup] = {}
        for candidate in newest_first:
            newest.setdefault(period_of(candidate.at), candidate)
        retained |= set(list(newest.values())[:count])
    return retained


def create_if_due(store: Path, config: Path | None = None, *, now: datetime | None = None) -> Path | None:
    """Make today's backup if there are new commits and delete those no longer retained; its path, or None."""
    now = now or datetime.now(UTC)
    if not _is_due(list_backups(store), FolderLog(store).head().seq, now):
        return None
    return create_now(store, config, now)


def create_now(store: Path, config: Path | None = None, now: datetime | None = None) -> Path:
    """Make a backup now; its path. StoreError when the store is damaged or the disk full; then none is deleted."""
    new = StoredBackup((now or datetime.now(UTC)).replace(microsecond=0), FolderLog(store).head().seq)
    target = store / BACKUP_FOLDER / new.file_name
    if not target.exists():
        backup.create(store, target, config)
    for old in set(list_backups(store)) - select_retained(list_backups(store)) - {new}:
        (store / BACKUP_FOLDER / old.file_name).unlink(missing_ok=True)
    return target


def start(store: Path, config: Path | None = None) -> threading.Event:
    """Make backups in a thread until the returned event is set or the program ends."""
    stop = threading.Event()
    threading.Thread(target=_create_regularly, args=(store, config, stop), name="backups", daemon=True).start()
    return stop


def _create_regularly(store: Path, config: Path | None, stop: threading.Event) -> None:
    while True:
        try:
            create_if_due(store, config)
        except (StoreError, OSError) as error:  # tried again in an hour; health shows the age of the last one
            logger.warning("no backup was made: %s", error)
        if stop.wait(_CHECK_SECONDS):
            return


def _is_due(backups: list[StoredBackup], head: int, now: datetime) -> bool:
    """Whether a day has passed and there are new commits. Backups dated in the future come from a wrong clock."""
    past = [backup for backup in backups if backup.at <= now]
    return head > 0 and (not past or (now - past[-1].at >= _INTERVAL and head != past[-1].seq))


def _parse_time(stamp: str) -> datetime:
    return datetime.strptime(stamp, _TIME_FORMAT).replace(tzinfo=UTC)
