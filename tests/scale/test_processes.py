"""Many processes write to one lake, and some are killed: no upload is lost, duplicated or read in part."""

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
from tests.scale.conftest import Join
from tests.scale.writing_child import (
    read_while_others_save,
    save_some,
    save_the_same,
    save_until_killed,
    wait_inside_the_transaction,
)

pytestmark = [pytest.mark.scale, pytest.mark.crash]

WRITERS, UPLOADS = 4, 8
KILLS = 5
SEED = 387
ANSWER_TIMEOUT = 300  # seconds until a process counts as hanging


def test_no_upload_of_several_writers_is_lost_duplicated_or_read_in_part(
    address: str, join: Join, tmp_path: Path, config: Config
) -> None:
    """All writers also open a new lake at the same time, which fails without a lock."""
    with ExitStack() as running:
        _, reader = running.enter_context(started(read_while_others_save, address, tmp_path / "reader"))
        children = [
            running.enter_context(started(save_some, address, tmp_path / str(writer), writer, UPLOADS))
            for writer in range(WRITERS)
        ]
        ids = [_receive(connection) for _, connection in children]
        assert _receive(reader) == "open"
        reader.send("stop")
        assert _receive(reader) == []
    assert sorted(id_ for ids_of_writer in ids for id_ in ids_of_writer) == list(range(1, WRITERS * UPLOADS + 1))
    assert all(ids_of_writer == sorted(ids_of_writer) for ids_of_writer in ids)
    store = join()
    assert len(store.commits()) == WRITERS * UPLOADS
    assert {fact.year: fact.recognised for fact in read_current_facts(store).values()} == {
        2021 + writer: UPLOADS - 1 for writer in range(WRITERS)
    }
    assert list(find_errors(LakeAddress.parse(address), config)) == []


def test_same_file_from_two_processes_is_saved_once(address: str, join: Join, tmp_path: Path) -> None:
    with ExitStack() as running:
        children = [
            running.enter_context(started(save_the_same, address, tmp_path / str(number)))[1] for number in range(2)
        ]
        assert [_receive(child) for child in children] == ["ready", "ready"]
        for child in children:
            child.send("now")
        assert sorted(_receive(child) for child in children) == [("committed", 1), ("unchanged", 1)]
    assert len(join().commits()) == 1


def test_process_killed_during_a_transaction_leaves_no_commit_and_no_lock(
    address: str, join: Join, tmp_path: Path, config: Config
) -> None:
    """kill -9 after everything is written and before COMMIT: the upload is absent, and the next save does not wait."""
    store = join()
    take(store, upload(1))
    with started(wait_inside_the_transaction, address, tmp_path / "child") as (child, connection):
        assert _receive(connection) == "written"
        store.catch_up()
        assert store.head.seq == 1
        child.kill()
        child.join()
        assert take(store, upload(2)).upload_id == 2
    assert [commit.rows for commit in store.commits()] == [_rows(1), _rows(2)]
    assert list(find_errors(LakeAddress.parse(address), config)) == []


def test_no_acknowledged_upload_is_lost_by_kills(address: str, join: Join, tmp_path: Path, config: Config) -> None:
    chance, acknowledged = random.Random(SEED), {}
    for kill in range(KILLS):
        with started(save_until_killed, address, tmp_path / "child", 1 + 1000 * kill) as (child, connection):
            assert _receive(connection) == "open"
            acknowledged |= dict([_receive(connection)])
            time.sleep(chance.uniform(0, 0.4))
            child.kill()
            child.join()
            while connection.poll(0):
                try:
                    acknowledged |= dict([connection.recv()])
                except EOFError:
                    break
    commits = {commit.seq: str(commit.rows) for commit in join().commits()}
    assert list(commits) == list(range(1, len(commits) + 1))
    assert {seq: commits.get(seq) for seq in acknowledged} == {seq: _rows(n) for seq, n in acknowledged.items()}
    assert len(set(commits.values())) == len(commits)
    assert list(find_errors(LakeAddress.parse(address), config)) == []


def _rows(number: int) -> str:
    return sha256(fact_codec.encode(upload(number)))


def _receive(connection: object) -> object:
    assert connection.poll(ANSWER_TIMEOUT), "no answer"  # type: ignore[attr-defined]
    return connection.recv()  # type: ignore[attr-defined]
