"""Backups nobody has to think of: in `backups` beside the log, of each of the last days, weeks and months one."""

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

FOLDER = "backups"
DAYS, WEEKS, MONTHS = 7, 4, 12
_EVERY = timedelta(days=1)
_LOOK_AGAIN = 3600  # seconds
_NAME = re.compile(r"(\d{8}T\d{6})Z-(\d{9})\.zip")
_STAMP = "%Y%m%dT%H%M%S"

log = logging.getLogger("learning_coverage")


@dataclass(frozen=True, order=True)
class Kept:
    """A backup in the folder: when it was made (UTC) and the last commit in it."""

    at: datetime
    seq: int

    @property
    def name(self) -> str:
        return f"{self.at.strftime(_STAMP)}Z-{self.seq:09d}.zip"


def kept(store: Path) -> list[Kept]:
    """The automatic backups of a store, the newest last."""
    found = map(_NAME.fullmatch, (path.name for path in (store / FOLDER).glob("*.zip")))
    return sorted(Kept(_time(name[1]), int(name[2])) for name in found if name)


def worth_keeping(backups: Iterable[Kept]) -> set[Kept]:
    """The newest of each of the last 7 days, 4 weeks and 12 months that have one."""
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAYS, lambda at: at.date()),
        (WEEKS, lambda at: at.isocalendar()[:2]),
        (MONTHS, lambda at: (at.year, at.month)),
    )
    newest_first = sorted(backups, reverse=True)
    worth: set[Kept] = set()
    for most, period_of in periods:
        newest: dict[object, Kept] = {}
        for one in newest_first:
            newest.setdefault(period_of(one.at), one)
        worth |= set(list(newest.values())[:most])
    return worth


def keep(store: Path, config: Path | None = None, *, now: datetime | None = None) -> Path | None:
    """Make today's backup if there is something new to keep, then let go of those no longer worth it."""
    now = now or datetime.now(UTC)
    if not _is_due(kept(store), FolderLog(store).head().seq, now):
        return None
    return keep_now(store, config, now)


def keep_now(store: Path, config: Path | None = None, now: datetime | None = None) -> Path:
    """Make a backup now. StoreError when the store is damaged or the disk full; then no older one goes."""
    made = Kept((now or datetime.now(UTC)).replace(microsecond=0), FolderLog(store).head().seq)
    target = store / FOLDER / made.name
    if not target.exists():
        backup.make(store, target, config)
    for old in set(kept(store)) - worth_keeping(kept(store)) - {made}:
        (store / FOLDER / old.name).unlink(missing_ok=True)
    return target


def begin(store: Path, config: Path | None = None) -> threading.Event:
    """Keep backups in a thread of its own, from now until the event is set or the program ends."""
    ended = threading.Event()
    threading.Thread(target=_keep_on, args=(store, config, ended), name="backups", daemon=True).start()
    return ended


def _keep_on(store: Path, config: Path | None, ended: threading.Event) -> None:
    while True:
        try:
            keep(store, config)
        except (StoreError, OSError) as error:  # the next hour may be better; the age of the last one is shown
            log.warning("no backup was made: %s", error)
        if ended.wait(_LOOK_AGAIN):
            return


def _is_due(backups: list[Kept], head: int, now: datetime) -> bool:
    """A day has passed and something is new. A backup of tomorrow is from a clock gone wrong and counts for nothing."""
    known = [one for one in backups if one.at <= now]
    return head > 0 and (not known or (now - known[-1].at >= _EVERY and head != known[-1].seq))


def _time(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
