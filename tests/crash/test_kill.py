"""kill -9 in the middle of saving, starting and rebuilding: nothing acknowledged is lost, nothing is there by half."""

import os
import random
import statistics
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from pickle import UnpicklingError
from typing import Literal

import pytest

from learning_coverage.config import Config
from learning_coverage.store import Store
from learning_coverage.store.operate.verification import find_errors
from tests.builders import committed, small_config
from tests.crash.processes import started
from tests.crash.saving_child import OPENING, Seen, look, save_for_ever, upload

KILLS = int(os.environ.get("CRASH_KILLS", "200"))
CONTROLS = 60
OF_ONE_STORE = 50
MOMENTS: tuple[Literal["save", "start", "rebuild"], ...] = ("save", "save", "start", "save", "rebuild")
MOST_SAVES = 3  # waited for before the kill, so that it doesn't depend on how fast the machine is
LONGEST = {"save": 0.1, "start": 0.3, "rebuild": 0.6}  # seconds more, so that every step gets hit
SEED = 387

Acknowledged = dict[int, int]  # the number of an upload by its id

pytestmark = pytest.mark.crash


@pytest.fixture
def config() -> Config:
    return small_config()


def test_kills_lose_nothing(tmp_path: Path, config: Config) -> None:
    """Every fourth is a SIGTERM; what a killed process left behind is looked at by the next one when it starts."""
    chance, seconds = random.Random(SEED), []
    for first in range(0, KILLS, OF_ONE_STORE):
        folder, acknowledged = tmp_path / str(first), Acknowledged()
        for kill in range(first, min(first + OF_ONE_STORE, KILLS)):
            moment = MOMENTS[kill % len(MOMENTS)]
            if moment == "rebuild":
                (folder / "view.duckdb").unlink(missing_ok=True)
            with started(save_for_ever, folder, 1 + 1000 * kill, "safe") as (child, told):
                if moment == "save":
                    seen = _seen(told)
                    seconds.append(seen.seconds)
                    assert lost(seen, acknowledged) == []
                acknowledged |= _killed(child, told, moment, chance, gently=kill % 4 == 3)
        with Store.open(folder, config) as store:
            assert lost(look(store), acknowledged) == []
        assert [error.code for error in find_errors(folder, config)] == []
        # The record of acts has one draft, which its next entry writes over; none piles up anywhere else.
        assert [path for path in folder.rglob("*.draft") if path != folder / "audit" / "head.draft"] == []
        assert len(acknowledged) > (kill - first) // 2
    print(f"\n{KILLS} kills; start after one: p95 {statistics.quantiles(seconds, n=20)[-1]:.2f} s")


def test_an_unsafe_save_is_caught(tmp_path: Path, config: Config) -> None:
    """The control: a save that acknowledges before it commits loses uploads, and this test sees it."""
    chance = random.Random(SEED)
    for attempt in range(CONTROLS):
        folder = tmp_path / str(attempt)
        with started(save_for_ever, folder, 1, "unsafe") as (child, told):
            _seen(told)
            acknowledged = _killed(child, told, "save", chance)
        with Store.open(folder, config) as store:
            if lost(look(store), acknowledged):
                return
    pytest.fail(f"{CONTROLS} kills of an unsafe save, and no loss was seen")


def test_half_an_upload_is_caught(tmp_path: Path, config: Config) -> None:
    """The other control: an upload without its last row is not taken for whole."""
    with Store.open(tmp_path, config) as store:
        committed(store, upload(1)[:2])
        with pytest.raises(AssertionError):
            lost(look(store), {1: 1})


def _seen(told: Connection) -> Seen:
    """What the child found when it had opened the store."""
    assert told.recv() == OPENING
    seen = told.recv()
    assert isinstance(seen, Seen)
    return seen


def _killed(
    child: BaseProcess, told: Connection, moment: str, chance: random.Random, *, gently: bool = False
) -> Acknowledged:
    """Kill it at a random moment, and say what it had acknowledged."""
    if moment == "save":
        acknowledged = [told.recv() for _ in range(chance.randint(0, MOST_SAVES))]
    else:
        acknowledged = []
        assert told.recv() == OPENING
    time.sleep(chance.uniform(0, LONGEST[moment]))
    (child.terminate if gently else child.kill)()
    child.join()
    return dict([*acknowledged, *(said for said in _rest(told) if isinstance(said, tuple))])


def _rest(told: Connection) -> Iterator[object]:
    while True:
        try:
            yield told.recv()
        except (EOFError, OSError, UnpicklingError):  # the end, or a word cut off by the kill
            return


def lost(seen: Seen, acknowledged: Acknowledged) -> list[int]:
    """Acknowledged uploads that are not there as they were saved; fails when any upload at all is there by half."""
    numbers = {upload_id: facts[0].total or 0 for upload_id, facts in seen.saved.items()}
    for upload_id, facts in seen.saved.items():
        assert facts == upload(numbers[upload_id])
    assert seen.in_view == dict.fromkeys(seen.saved, len(upload(1)))
    assert seen.current == (seen.saved[max(seen.saved)] if seen.saved else [])
    return [upload_id for upload_id, number in acknowledged.items() if numbers.get(upload_id) != number]
