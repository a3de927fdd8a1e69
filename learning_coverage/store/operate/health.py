"""The health of a store in numbers, for the health check, the page of the administrator and `verify`."""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from learning_coverage.store.backups import backup_schedule
from learning_coverage.store.store import Store


@dataclass(frozen=True)
class LastBackup:
    """The newest automatic backup: its age and the last commit in it."""

    age: timedelta
    seq: int


@dataclass(frozen=True)
class Health:
    """`head_seq`: the last commit the pages show. `free_bytes` on the disk. `backup` is None before the first one."""

    head_seq: int
    is_writable: bool
    free_bytes: int
    backup: LastBackup | None


def read_health(store: Store, folder: Path) -> Health:
    """The health of the store in `folder`; it queries the store, so that one that fails is not reported healthy."""
    return Health(
        head_seq=store.head.seq,
        is_writable=store.is_writable and os.access(folder / "commits", os.W_OK),
        free_bytes=shutil.disk_usage(folder).free,
        backup=find_last_backup(folder),
    )


def find_last_backup(folder: Path, now: datetime | None = None) -> LastBackup | None:
    """The newest automatic backup of a store folder, None when there is none."""
    backups = backup_schedule.list_backups(folder)
    return LastBackup((now or datetime.now(UTC)) - backups[-1].at, backups[-1].seq) if backups else None
