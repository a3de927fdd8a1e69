"""Many processes write to one lake: nothing is lost, nothing doubled, nothing seen by half, whoever is killed."""

import random
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from learning_coverage.config import Config
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import sha256
from learning_coverage.store.operate.verification import find_errors
from learning_coverage.store.writes.save_plan import read_current_facts
from tests.builders import take
from tests.crash.processes import started
from tests.crash.saving_child import upload
from tests.scale.conftest import Joined
from tests.scale.writing_child import (
    read_while_others_save,
    save_for_ever,
    save_some,
    save_the_same,
    stop_inside_the_transaction,
)

pytestmark = [pytest.mark.scale, pytest.mark.crash]

WRITERS, UPLOADS = 4, 8
KILLS = 5
SEED = 387
LONGEST_WAIT = 300  # seconds; who does not answer by then hangs


def test_nothing_is_lost_or_doubled_or_seen_by_half(address: str, join: Joined, tmp_path: Path, config: Config) -> None:
    """They also open the lake for the first time all at once, which fails without taking turns."""
    with ExitStack() as open_:
        _, reader = open_.enter_context(started(read_while_others_save, address, tmp_path / "reader"))
        children = [
            open_.enter_context(started(save_some, address, tmp_path / str(writer), writer, UPLOADS))
            for writer in range(WRITERS)
        ]
        ids = [_told(told) for _, told in children]
        assert _told(reader) == "open"
        reader.send("stop")
        assert _told(reader) == []
    assert sorted(id_ for own in ids for id_ in own) == list(range(1, WRITERS * UPLOADS + 1))
    assert all(own == sorted(own) for own in ids)
    store = join()
    assert len(store.commits()) == WRITERS * UPLOADS
    assert {fact.year: fact.recognised for fact in read_current_facts(store).values()} == {
        2021 + writer: UPLOADS - 1 for writer in range(WRITERS)
    }
    assert list(find_errors(LakeAddress.parse(address), config)) == []


def test_the_same_file_from_two_processes_is_taken_once(address: str, join: Joined, tmp_path: Path) -> None:
    with ExitStack() as open_:
        children = [
            open_.enter_context(started(save_the_same, address, tmp_path / str(number)))[1] for number in range(2)
        ]
        assert [_told(child) for child in children] == ["ready", "ready"]
        for child in children:
            child.send("now")
        assert sorted(_told(child) for child in children) == [("committed", 1), ("unchanged", 1)]
    assert len(join().commits()) == 1


def test_killed_in_mid_commit(address: str, join: Joined, tmp_path: Path, config: Config) -> None:
    """kill -9 while everything is written and nothing committed: it was never there, and nobody waits for its turn."""
    store = join()
    take(store, upload(1))
    with started(stop_inside_the_transaction, address, tmp_path / "child") as (child, told):
        assert _told(told) == "written"
        store.catch_up()
        assert store.head.seq == 1
        child.kill()
        child.join()
        assert take(store, upload(2)).upload_id == 2
    assert [commit.rows for commit in store.commits()] == [_rows(1), _rows(2)]
    assert list(find_errors(LakeAddress.parse(address), config)) == []


def test_kills_lose_nothing(address: str, join: Joined, tmp_path: Path, config: Config) -> None:
    chance, acknowledged = random.Random(SEED), {}
    for kill in range(KILLS):
        with started(save_for_ever, address, tmp_path / "child", 1 + 1000 * kill) as (child, told):
            assert _told(told) == "open"
            acknowledged |= dict([_told(told)])
            time.sleep(chance.uniform(0, 0.4))
            child.kill()
            child.join()
            while told.poll(0):
                try:
                    acknowledged |= dict([told.recv()])
                except EOFError:
                    break
    commits = {commit.seq: str(commit.rows) for commit in join().commits()}
    assert list(commits) == list(range(1, len(commits) + 1))
    assert {seq: commits.get(seq) for seq in acknowledged} == {seq: _rows(n) for seq, n in acknowledged.items()}
    assert len(set(commits.values())) == len(commits)
    assert list(find_errors(LakeAddress.parse(address), config)) == []


def _rows(number: int) -> str:
    return sha256(fact_codec.encode(upload(number)))


def _told(connection: object) -> object:
    assert connection.poll(LONGEST_WAIT), "no answer"  # type: ignore[attr-defined]
    return connection.recv()  # type: ignore[attr-defined]
