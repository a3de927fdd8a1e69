"""kill -9 in the middle of saving: nothing that was acknowledged is lost, nothing is there by half."""

import random
import time
from pathlib import Path

import pytest

from learning_coverage import queries
from learning_coverage.config import Config
from learning_coverage.store import Store, canonical
from learning_coverage.store.saving import current_facts
from learning_coverage.store.verifying import findings
from tests.crash.processes import started
from tests.crash.saving_child import Manner, save_for_ever, upload
from tests.given import committed, small_config

KILLS = 60
CONTROLS = 60
MOST_SAVES = 3  # waited for before the kill, so that it doesn't depend on how fast the machine is
LONGEST = 0.04  # seconds more: about two saves, so that every step of one gets hit
SEED = 387

Acknowledged = dict[int, int]  # the number of an upload by its id

pytestmark = pytest.mark.crash


@pytest.fixture
def config() -> Config:
    return small_config()


def test_sixty_kills_lose_nothing(tmp_path: Path, config: Config) -> None:
    chance = random.Random(SEED)
    acknowledged: Acknowledged = {}
    for kill in range(KILLS):
        acknowledged |= _killed(tmp_path, 1 + 1000 * kill, "safe", chance)
        assert _lost(tmp_path, config, acknowledged) == []
    assert [error.code for error in findings(tmp_path, config)] == []
    assert len(acknowledged) > KILLS


def test_an_unsafe_save_is_caught(tmp_path: Path, config: Config) -> None:
    """The control: a save that acknowledges before it commits loses uploads, and this test sees it."""
    chance = random.Random(SEED)
    for attempt in range(CONTROLS):
        folder = tmp_path / str(attempt)
        if _lost(folder, config, _killed(folder, 1, "unsafe", chance)):
            return
    pytest.fail(f"{CONTROLS} kills of an unsafe save, and no loss was seen")


def test_half_an_upload_is_caught(tmp_path: Path, config: Config) -> None:
    """The other control: an upload without its last row is not taken for whole."""
    with Store.open(tmp_path, config) as store:
        committed(store, upload(1)[:2])
    with pytest.raises(AssertionError):
        _lost(tmp_path, config, {1: 1})


def _killed(folder: Path, first: int, manner: Manner, chance: random.Random) -> Acknowledged:
    """Let a process save for a while, kill it at a random moment, and say what it had acknowledged."""
    with started(save_for_ever, folder, first, manner) as (child, told):
        assert told.recv() == "ready"
        acknowledged = [told.recv() for _ in range(chance.randint(0, MOST_SAVES))]
        time.sleep(chance.uniform(0, LONGEST))
        child.kill()
        child.join()
        while True:
            try:
                acknowledged.append(told.recv())
            except (EOFError, OSError):  # the end, or a word cut off by the kill
                return dict(acknowledged)


def _lost(folder: Path, config: Config, acknowledged: Acknowledged) -> list[int]:
    """Acknowledged uploads that are not there as they were saved; fails when any upload at all is there by half."""
    with Store.open(folder, config) as store:
        assert store.writable
        saved = {commit.seq: canonical.from_bytes(store.blob(str(commit.rows))) for commit in store.commits()}
        in_view = {int(row["upload_id"]): row["facts"] for row in queries.records(queries.uploads(store))}
        current = sorted(current_facts(store).values(), key=lambda fact: fact.key)
    numbers = {upload_id: facts[0].total or 0 for upload_id, facts in saved.items()}
    for upload_id, facts in saved.items():
        assert facts == upload(numbers[upload_id])
    assert in_view == dict.fromkeys(saved, len(upload(1)))
    assert current == (saved[max(saved)] if saved else [])
    return [upload_id for upload_id, number in acknowledged.items() if numbers.get(upload_id) != number]
