"""Automatic backups: at most one a day, when something is new; retention by days, weeks and months."""

import random
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from learning_coverage.config import Config
from learning_coverage.store import Store, StoreError
from learning_coverage.store.backups.backup_schedule import (
    BACKUP_FOLDER,
    StoredBackup,
    create_if_due,
    list_backups,
    select_retained,
    start,
)
from tests.builders import families, saved

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def test_seven_days_four_weeks_and_twelve_months_are_retained() -> None:
    """A backup every day for two years: the last 7 days, the weeks before them and the months before those remain."""
    backups: set[StoredBackup] = set()
    for day in range(730):
        backups = select_retained({*backups, StoredBackup(NOON + day * DAY, day)})
    last = NOON + 729 * DAY
    ages = [(last - one.at).days for one in sorted(backups, reverse=True)]
    assert ages[:7] == list(range(7))
    assert len({one.at.isocalendar()[:2] for one in backups if (last - one.at).days < 28}) >= 4
    months = {(one.at.year, one.at.month) for one in backups}
    assert len(months) == 12
    assert len(backups) <= 7 + 4 + 12


def test_newest_backup_is_always_retained() -> None:
    rng = random.Random(387)
    for _ in range(200):
        backups = {StoredBackup(NOON + rng.randrange(500) * DAY / 3, n) for n in range(rng.randrange(1, 40))}
        assert max(backups) in select_retained(backups) <= backups


def test_old_backups_are_deleted_as_days_pass(folder: Path, config: Config) -> None:
    with Store.open(folder, config) as store:
        for day in range(12):
            saved(store, families(f"2025 V1 100 {day + 1}"))
            made = create_if_due(folder, now=NOON + day * DAY)
            assert made and made.exists()
    assert [one.at for one in list_backups(folder)][-7:] == [NOON + day * DAY for day in range(5, 12)]
    assert len(list_backups(folder)) < 12
    assert len(list((folder / BACKUP_FOLDER).iterdir())) == len(list_backups(folder))


def test_no_backup_is_made_without_new_commits(folder: Path) -> None:
    assert create_if_due(folder, now=NOON)
    assert create_if_due(folder, now=NOON + 2 * DAY) is None


def test_no_second_backup_is_made_on_the_same_day(folder: Path, config: Config) -> None:
    assert create_if_due(folder, now=NOON)
    with Store.open(folder, config) as store:
        saved(store, families("2025 V1 100 80"))
    assert create_if_due(folder, now=NOON + DAY / 2) is None
    assert create_if_due(folder, now=NOON + DAY)


def test_backup_dated_in_the_future_does_not_stop_later_backups(folder: Path, config: Config) -> None:
    assert create_if_due(folder, now=NOON + 20000 * DAY)
    with Store.open(folder, config) as store:
        saved(store, families("2025 V1 100 80"))
    assert create_if_due(folder, now=NOON)


def test_empty_store_is_not_backed_up(tmp_path: Path, config: Config) -> None:
    Store.open(tmp_path, config).close()
    assert create_if_due(tmp_path) is None


def test_failed_backup_of_a_damaged_store_deletes_no_backup(folder: Path, config: Config) -> None:
    with Store.open(folder, config) as store:
        for day in range(9):
            saved(store, families(f"2025 V1 100 {day + 1}"))
            create_if_due(folder, now=NOON + day * DAY)
        before = list_backups(folder)
        saved(store, families("2025 V1 100 80"))
    next((folder / "archive").iterdir()).write_bytes(b"spoilt")
    with pytest.raises(StoreError):
        create_if_due(folder, now=NOON + 9 * DAY)
    assert list_backups(folder) == before


def test_running_program_makes_backups(folder: Path, config: Config) -> None:
    with Store.open(folder, config):
        others = set(threading.enumerate())
        ended = start(folder)
        ended.set()  # one check, then the thread ends
        for thread in set(threading.enumerate()) - others:
            thread.join()
    assert len(list_backups(folder)) == 1
