"""The log in a lake, by the same rules as a folder: a chain nobody can change or cut in silence."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psycopg
import pytest

from learning_coverage.store import StoreError
from learning_coverage.store.lake.connection import LakeConnection
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.lake.log import INSERT_COMMIT, LakeLog
from learning_coverage.store.log.log import Commit, Head, sha256

pytestmark = pytest.mark.scale

# every byte there is, and text that would break a statement it was pasted into
BYTES = {sha256(data): data for data in (b"one", bytes(range(256)) * 100, b"")}
ONE, EVERY, EMPTY = BYTES
NOTE = "ghi chú 'đ\" \\ \n \0 $1 % {x} 🎓"
NewLog = Callable[[], LakeLog]


@pytest.fixture
def new_log(address: str, tmp_path: Path) -> Iterator[NewLog]:
    """Opens the log of this test as another process on another machine would."""
    opened: list[LakeLog] = []

    def new_log() -> LakeLog:
        opened.append(LakeLog(LakeAddress.parse(address), tmp_path / f"kept{len(opened)}"))
        return opened[-1]

    yield new_log
    for log in opened:
        log.close()


def test_commits_are_numbered_linked_and_read_back(new_log: NewLog) -> None:
    log = new_log()
    assert (log.head(), list(log.since(0))) == (Head(), [])
    act = Commit(0, "", "upload", "Ân", "2026-01-02T03:04:05", 0, NOTE, ONE, EVERY, "số liệu.csv", 7)
    commits = [log.append(act, BYTES), log.append(_act("b"), {}), log.append(_act("c"), BYTES)]

    other = new_log()
    assert log.head() == other.head() == Head(3, commits[2].hash)
    for seq in range(4):
        assert list(log.since(seq)) == list(other.since(seq)) == commits[seq:]
    assert {name: other.blob(name) for name in BYTES} == BYTES
    assert commits[0].note == NOTE


def test_bytes_nobody_brought_are_missing(new_log: NewLog) -> None:
    log = new_log()
    assert _refusal(lambda: log.blob(ONE)) == "file_missing"


def test_two_logs_follow_each_other(new_log: NewLog) -> None:
    logs = [new_log(), new_log()]
    commits = [logs[number % 2].append(_act(str(number)), {}) for number in range(6)]
    assert [commit.seq for commit in commits] == [1, 2, 3, 4, 5, 6]
    assert [list(log.since(0)) for log in logs] == [commits, commits]


def test_who_lost_the_turn_cannot_commit(new_log: NewLog, address: str) -> None:
    """PostgreSQL ends the session that holds the turn, and with it the lock, in the middle of a save."""
    log, other = new_log(), new_log()
    log.append(_act("first"), {})
    with log.write_lock:
        _end_sessions_that_wait_or_hold(address)
        other.append(_act("other"), {})
        assert _refusal(lambda: log.append(_act("late"), {})) == "lake_away"
    assert [commit.by for commit in other.since(0)] == ["first", "other"]
    assert log.append(_act("again"), {}).seq == 3


def test_of_two_that_both_believe_to_have_the_turn_one_is_told(
    new_log: NewLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that was added first counts for everybody; the other's author is told to look again."""
    first, second = new_log(), new_log()
    first.append(_act("before"), {})
    late = second.head()
    kept = first.append(_act("first"), {})
    monkeypatch.setattr(second, "head", lambda: late)
    assert _refusal(lambda: second.append(_act("second"), {})) == "conflict"
    monkeypatch.undo()
    for log in (first, second):
        assert [commit.by for commit in log.since(0)] == ["before", "first"]
        assert log.head() == Head(2, kept.hash)


def test_a_committed_save_whose_answer_was_lost_is_told_as_saved(
    new_log: NewLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = new_log()
    log.append(_act("before"), {})
    write = LakeConnection.write
    monkeypatch.setattr(LakeConnection, "write", lambda *how: write(*how) and False)
    assert log.append(_act("unsure"), {}).seq == 2


def test_a_commit_that_is_not_there_is_not_told_as_saved(new_log: NewLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """COMMIT of a transaction that had an error can return without error and store nothing."""
    log = new_log()
    log.append(_act("before"), {})
    for answered, code in ((True, "lake_not_written"), (False, "lake_unsure")):
        monkeypatch.setattr(LakeConnection, "write", lambda *_, answered=answered: answered)
        assert _refusal(lambda: log.append(_act("lost"), {})) == code


CHANGES = {
    "UPDATE lake.commit SET body = replace(body, '\"a\"', '\"x\"') WHERE seq = 1": "chain_broken",
    "UPDATE lake.commit SET body = replace(body, '\"seq\": 2', '\"seq\": 4') WHERE seq = 2": "chain_broken",
    "UPDATE lake.commit SET body = left(body, 20) WHERE seq = 2": "damaged",
    "DELETE FROM lake.commit WHERE seq = 2": "chain_broken",
    "DELETE FROM lake.commit WHERE seq = 1": "chain_broken",
}


def test_a_changed_or_missing_commit_is_noticed(new_log: NewLog, tmp_path: Path, address: str) -> None:
    log = new_log()
    bodies = [log.append(_act(by), {}).to_bytes().decode() for by in "abc"]
    for change, code in CHANGES.items():
        _changed(log, change)
        assert _refusal(lambda: list(_reread(log, address, tmp_path).since(0))) == code, change
        _changed(log, "DELETE FROM lake.commit")
        for seq, body in enumerate(bodies, start=1):
            _changed(log, INSERT_COMMIT, [seq, body])
    assert len(list(_reread(log, address, tmp_path).since(0))) == 3


def test_changed_bytes_are_noticed(new_log: NewLog, tmp_path: Path, address: str) -> None:
    log = new_log()
    log.append(_act("a"), BYTES)
    _changed(log, f"UPDATE lake.blob SET data = 'won'::BLOB WHERE name = '{ONE}'")
    assert _refusal(lambda: _reread(log, address, tmp_path).blob(ONE)) == "blob_damaged"


def test_spoilt_bytes_on_this_machine_are_fetched_again(new_log: NewLog, tmp_path: Path) -> None:
    log = new_log()
    log.append(_act("a"), BYTES)
    (tmp_path / "kept0" / ONE).write_bytes(b"spoilt")
    assert log.blob(ONE) == b"one"


def _act(by: str) -> Commit:
    return Commit(0, "", "upload", by, "2026-01-02T03:04:05", 0)


def _changed(log: LakeLog, statement: str, values: Sequence[object] = ()) -> None:
    """As somebody would who has the password and means ill."""
    log.connection.query(statement, values)


def _reread(log: LakeLog, address: str, folder: Path) -> LakeLog:
    """A log that remembers nothing; to open another way to the lake would take a second."""
    return LakeLog(LakeAddress.parse(address), folder / "reread", connection=log.connection)


def _refusal(act: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as refused:
        act()
    return refused.value.code


def _end_sessions_that_wait_or_hold(address: str) -> None:
    with psycopg.connect(LakeAddress.parse(address).catalogue, autocommit=True) as session:
        session.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
