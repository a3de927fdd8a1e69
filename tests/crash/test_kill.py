"""kill -9 during a save, a start or a rebuild: no acknowledged upload is lost, none is stored in part."""

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
from tests.crash.saving_child import OPENING, Content, read_content, save_until_killed, upload

KILLS = int(os.environ.get("CRASH_KILLS", "200"))
CONTROLS = 60
KILLS_PER_STORE = 50
MOMENTS: tuple[Literal["save", "start", "rebuild"], ...] = ("save", "save", "start", "save", "rebuild")
MOST_SAVES = 3  # before the kill, so that the number does not depend on the speed of the machine
LONGEST_DELAY = {"save": 0.1, "start": 0.3, "rebuild": 0.6}  # seconds before the kill, long enough to reach every step
SEED = 387

Acknowledged = dict[int, int]  # upload id to number

pytestmark = pytest.mark.crash


@pytest.fixture
def config() -> Config:
    return small_config()


def test_no_acknowledged_upload_is_lost_by_kills(tmp_path: Path, config: Config) -> None:
    """Every fourth kill is a SIGTERM; the next process checks the store when it starts."""
    chance, seconds = random.Random(SEED), []
    for first in range(0, KILLS, KILLS_PER_STORE):
        folder, acknowledged = tmp_path / str(first), Acknowledged()
        for kill in range(first, min(first + KILLS_PER_STORE, KILLS)):
            moment = MOMENTS[kill % len(MOMENTS)]
            if moment == "rebuild":
                (folder / "view.duckdb").unlink(missing_ok=True)
            with started(save_until_killed, folder, 1 + 1000 * kill, "safe") as (child, connection):
                if moment == "save":
                    content = _receive_content(connection)
                    seconds.append(content.seconds)
                    assert find_lost(content, acknowledged) == []
                acknowledged |= _kill(child, connection, moment, chance, gently=kill % 4 == 3)
        with Store.open(folder, config) as store:
            assert find_lost(read_content(store), acknowledged) == []
        assert [error.code for error in find_errors(folder, config)] == []
        # The audit record may leave one draft, which its next entry overwrites; no other drafts are left.
        assert [path for path in folder.rglob("*.draft") if path != folder / "audit" / "head.draft"] == []
        assert len(acknowledged) > (kill - first) // 2
    print(f"\n{KILLS} kills; start after one: p95 {statistics.quantiles(seconds, n=20)[-1]:.2f} s")


def test_unsafe_save_fails_the_check(tmp_path: Path, config: Config) -> None:
    """The control: a save that is acknowledged before its commit loses uploads, and the check finds them."""
    chance = random.Random(SEED)
    for attempt in range(CONTROLS):
        folder = tmp_path / str(attempt)
        with started(save_until_killed, folder, 1, "unsafe") as (child, connection):
            _receive_content(connection)
            acknowledged = _kill(child, connection, "save", chance)
        with Store.open(folder, config) as store:
            if find_lost(read_content(store), acknowledged):
                return
    pytest.fail(f"{CONTROLS} kills of an unsafe save, and no loss was seen")


def test_partial_upload_fails_the_check(tmp_path: Path, config: Config) -> None:
    """The second control: the check finds an upload without its last row."""
    with Store.open(tmp_path, config) as store:
        committed(store, upload(1)[:2])
        with pytest.raises(AssertionError):
            find_lost(read_content(store), {1: 1})


def _receive_content(connection: Connection) -> Content:
    """The content of the store that the child sent after opening it."""
    assert connection.recv() == OPENING
    content = connection.recv()
    assert isinstance(content, Content)
    return content


def _kill(
    child: BaseProcess, connection: Connection, moment: str, chance: random.Random, *, gently: bool = False
) -> Acknowledged:
    """Kill the child at a random moment; return the uploads it had acknowledged."""
    if moment == "save":
        acknowledged = [connection.recv() for _ in range(chance.randint(0, MOST_SAVES))]
    else:
        acknowledged = []
        assert connection.recv() == OPENING
    time.sleep(chance.uniform(0, LONGEST_DELAY[moment]))
    (child.terminate if gently else child.kill)()
    child.join()
    return dict([*acknowledged, *(message for message in _receive_rest(connection) if isinstance(message, tuple))])


def _receive_rest(connection: Connection) -> Iterator[object]:
    while True:
        try:
            yield connection.recv()
        except (EOFError, OSError, UnpicklingError):  # the end, or a message cut off by the kill
            return


def find_lost(content: Content, acknowledged: Acknowledged) -> list[int]:
    """Ids of acknowledged uploads that are missing or different; fails if any upload is stored in part."""
    numbers = {upload_id: facts[0].total or 0 for upload_id, facts in content.saved.items()}
    for upload_id, facts in content.saved.items():
        assert facts == upload(numbers[upload_id])
    assert content.in_view == dict.fromkeys(content.saved, len(upload(1)))
    assert content.current == (content.saved[max(content.saved)] if content.saved else [])
    return [upload_id for upload_id, number in acknowledged.items() if numbers.get(upload_id) != number]
