"""Concurrent writers: a second process is refused, threads and processes take turns, readers see whole uploads."""

import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from learning_coverage import queries
from learning_coverage.config import DEFAULT_COMMUNE_ID
from learning_coverage.facts import Fact
from learning_coverage.store import Store, StoreError
from learning_coverage.store.operate.verification import find_errors
from learning_coverage.store.writes.save_plan import read_current_facts
from learning_coverage.store.writes.upload_acts import withdraw
from learning_coverage.store.writes.uploads import SaveResult
from tests.builders import families, small_config, take
from tests.crash.processes import started
from tests.crash.saving_child import hold, save_some, upload

THREADS, SAVES = 8, 25
PROCESSES, TURNS = 8, 3
READERS, UPLOADS = 20, 8  # uploads while the readers read

pytestmark = pytest.mark.crash


def test_second_process_reads_but_cannot_save(tmp_path: Path) -> None:
    config = small_config()
    with Store.open(tmp_path, config) as store:
        take(store, families("2024 V1 10 5"))
    with started(hold, tmp_path) as (_, connection):
        assert connection.recv() is True
        with Store.open(tmp_path, config) as second:
            assert len(read_current_facts(second)) == 1
            with pytest.raises(StoreError) as refusal:
                take(second, families("2024 V1 10 6"))
    assert refusal.value.code == "other_writer"


def test_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    with started(hold, tmp_path) as (child, connection):
        assert connection.recv() is True
        child.kill()
        child.join()
        with Store.open(tmp_path, small_config()) as store:
            assert store.is_writable


def test_waiting_process_gets_the_lock(tmp_path: Path) -> None:
    with started(hold, tmp_path) as (_, connection):
        assert connection.recv() is True
        threading.Timer(0.2, connection.send, ["go"]).start()
        with Store.open(tmp_path, small_config(), wait=120) as store:
            assert store.is_writable


def test_threads_take_turns(tmp_path: Path) -> None:
    """Every thread saves its own figures; each acknowledgement is a separate commit, and none is lost."""
    config = small_config()
    acknowledged: list[int | None] = []
    start = threading.Barrier(THREADS)

    def save_facts(thread: int) -> None:
        start.wait()
        for save in range(SAVES):
            facts = [Fact(2, 2021 + thread, "V1", "families", 100, None, save)]
            acknowledged.append(take(store, facts).upload_id)

    with Store.open(tmp_path, config) as store:
        threads = [threading.Thread(target=save_facts, args=(thread,)) for thread in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(filter(None, acknowledged)) == list(range(1, THREADS * SAVES + 1))
        assert store.head.seq == THREADS * SAVES
        assert {fact.year: fact.recognised for fact in read_current_facts(store).values()} == {
            2021 + thread: SAVES - 1 for thread in range(THREADS)
        }
    assert list(find_errors(tmp_path, config)) == []


def test_only_one_of_several_saves_on_the_same_base_succeeds(tmp_path: Path) -> None:
    """All threads save on the same base: one save is committed, the others are conflicts."""
    outcomes: list[str] = []
    start = threading.Barrier(THREADS)

    def save_facts(thread: int) -> None:
        start.wait()
        try:
            outcomes.append(take(store, families(f"2024 V1 100 {thread + 10}"), base=base).verdict)
        except StoreError as error:
            outcomes.append(error.code)

    with Store.open(tmp_path, small_config()) as store:
        take(store, families("2024 V1 100 1"))
        base = store.head.seq
        threads = [threading.Thread(target=save_facts, args=(thread,)) for thread in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.head.seq == base + 1
    assert sorted(outcomes) == ["committed", *["conflict"] * (THREADS - 1)]


def test_processes_take_turns(tmp_path: Path) -> None:
    """Each opens the store for every upload, as the command line does, and waits for the others."""
    with ExitStack() as running:
        writers = [running.enter_context(started(save_some, tmp_path, writer, TURNS))[1] for writer in range(PROCESSES)]
        acknowledged = [seq for connection in writers for seq in connection.recv()]
    assert sorted(acknowledged) == list(range(1, PROCESSES * TURNS + 1))
    with Store.open(tmp_path, small_config()) as store:
        assert store.head.seq == PROCESSES * TURNS
        assert {fact.year: fact.recognised for fact in read_current_facts(store).values()} == {
            2021 + writer: TURNS - 1 for writer in range(PROCESSES)
        }


def test_double_click_saves_one_upload(tmp_path: Path) -> None:
    """The same bytes are saved twice at once on the same base."""
    receipts: list[SaveResult] = []
    start = threading.Barrier(2)

    def save_facts() -> None:
        start.wait()
        receipts.append(take(store, families("2024 V1 100 7"), base=0))

    with Store.open(tmp_path, small_config()) as store:
        _run_at_once([save_facts] * 2)
        assert store.head.seq == 1
    assert sorted(receipt.verdict for receipt in receipts) == ["committed", "unchanged"]
    assert {receipt.upload_id for receipt in receipts} == {1}


def test_readers_see_whole_uploads_during_uploads_and_withdrawals(tmp_path: Path) -> None:
    """An upload has the same count for three villages, so a reader of a partial upload would see two counts."""
    seen: list[set[int | None]] = []
    ended = threading.Event()

    def save_uploads() -> None:
        for number in range(1, UPLOADS + 1):
            take(store, upload(number))

    def withdraw_all() -> None:
        for seq in range(1, 2 * UPLOADS):
            with suppress(StoreError):  # no such commit yet, or not an upload
                withdraw(store, seq, reason="thử", by="Bình")

    def read_until_ended() -> None:
        while True:
            rows = queries.coverage(store.at(store.head.seq), year=2024, indicator="families")
            seen.append({row["recognised"] for row in rows if row["area_id"] != DEFAULT_COMMUNE_ID})
            if ended.wait(0.5):
                return

    with Store.open(tmp_path, small_config()) as store:
        take(store, upload(UPLOADS + 1))
        readers = [threading.Thread(target=read_until_ended) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        _run_at_once([save_uploads, withdraw_all])
        ended.set()
        for reader in readers:
            reader.join()
        kinds = [commit.kind for commit in store.commits()]
        assert kinds.count("upload") == UPLOADS + 1
        assert "withdraw" in kinds
    assert len(seen) >= READERS
    assert {len(counts) for counts in seen} == {1}
    assert list(find_errors(tmp_path, small_config())) == []


def _run_at_once(acts: Sequence[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
