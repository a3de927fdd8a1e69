"""The log in a lake: commits are chained by hashes, as in a folder, so that every change or loss is found."""

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

# every byte value, and text that breaks a statement unless it is bound as a value
BYTES = {sha256(data): data for data in (b"one", bytes(range(256)) * 100, b"")}
ONE, EVERY, EMPTY = BYTES
NOTE = "ghi chú 'đ\" \\ \n \0 $1 % {x} 🎓"
NewLog = Callable[[], LakeLog]


@pytest.fixture
def new_log(address: str, tmp_path: Path) -> Iterator[NewLog]:
    """Return a function that opens the log of this test as a process on another machine does."""
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


def test_unknown_blob_is_missing(new_log: NewLog) -> None:
    log = new_log()
    assert _refusal_code(lambda: log.blob(ONE)) == "file_missing"


def test_two_logs_follow_each_other(new_log: NewLog) -> None:
    logs = [new_log(), new_log()]
    commits = [logs[number % 2].append(_act(str(number)), {}) for number in range(6)]
    assert [commit.seq for commit in commits] == [1, 2, 3, 4, 5, 6]
    assert [list(log.since(0)) for log in logs] == [commits, commits]


def test_commit_after_the_write_lock_is_lost_is_refused(new_log: NewLog, address: str) -> None:
    """PostgreSQL ends the session that holds the write lock during a save, which releases the lock."""
    log, other = new_log(), new_log()
    log.append(_act("first"), {})
    with log.write_lock:
        _end_sessions_with_advisory_locks(address)
        other.append(_act("other"), {})
        assert _refusal_code(lambda: log.append(_act("late"), {})) == "lake_away"
    assert [commit.by for commit in other.since(0)] == ["first", "other"]
    assert log.append(_act("again"), {}).seq == 3


def test_second_of_two_commits_on_the_same_head_is_a_conflict(new_log: NewLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commit that is inserted first is the one in the log; the other is refused with a conflict."""
    first, second = new_log(), new_log()
    first.append(_act("before"), {})
    outdated_head = second.head()
    first_commit = first.append(_act("first"), {})
    monkeypatch.setattr(second, "head", lambda: outdated_head)
    assert _refusal_code(lambda: second.append(_act("second"), {})) == "conflict"
    monkeypatch.undo()
    for log in (first, second):
        assert [commit.by for commit in log.since(0)] == ["before", "first"]
        assert log.head() == Head(2, first_commit.hash)


def test_commit_whose_answer_was_lost_is_reported_as_saved(new_log: NewLog, monkeypatch: pytest.MonkeyPatch) -> None:
    log = new_log()
    log.append(_act("before"), {})
    write = LakeConnection.write
    monkeypatch.setattr(LakeConnection, "write", lambda *how: write(*how) and False)
    assert log.append(_act("unsure"), {}).seq == 2


def test_commit_that_was_not_stored_is_reported_as_not_saved(new_log: NewLog, monkeypatch: pytest.MonkeyPatch) -> None:
    """COMMIT of a transaction with an error can return without an error and store nothing."""
    log = new_log()
    log.append(_act("before"), {})
    for answered, code in ((True, "lake_not_written"), (False, "lake_unsure")):
        monkeypatch.setattr(LakeConnection, "write", lambda *_, answered=answered: answered)
        assert _refusal_code(lambda: log.append(_act("lost"), {})) == code


CHANGES = {
    "UPDATE lake.commit SET body = replace(body, '\"a\"', '\"x\"') WHERE seq = 1": "chain_broken",
    "UPDATE lake.commit SET body = replace(body, '\"seq\": 2', '\"seq\": 4') WHERE seq = 2": "chain_broken",
    "UPDATE lake.commit SET body = left(body, 20) WHERE seq = 2": "damaged",
    "DELETE FROM lake.commit WHERE seq = 2": "chain_broken",
    "DELETE FROM lake.commit WHERE seq = 1": "chain_broken",
}


def test_changed_or_missing_commit_is_found(new_log: NewLog, tmp_path: Path, address: str) -> None:
    log = new_log()
    bodies = [log.append(_act(by), {}).to_bytes().decode() for by in "abc"]
    for change, code in CHANGES.items():
        _change_tables(log, change)
        assert _refusal_code(lambda: list(_open_uncached(log, address, tmp_path).since(0))) == code, change
        _change_tables(log, "DELETE FROM lake.commit")
        for seq, body in enumerate(bodies, start=1):
            _change_tables(log, INSERT_COMMIT, [seq, body])
    assert len(list(_open_uncached(log, address, tmp_path).since(0))) == 3


def test_changed_blob_is_found(new_log: NewLog, tmp_path: Path, address: str) -> None:
    log = new_log()
    log.append(_act("a"), BYTES)
    _change_tables(log, f"UPDATE lake.blob SET data = 'won'::BLOB WHERE name = '{ONE}'")
    assert _refusal_code(lambda: _open_uncached(log, address, tmp_path).blob(ONE)) == "blob_damaged"


def test_damaged_cached_blob_is_fetched_again(new_log: NewLog, tmp_path: Path) -> None:
    log = new_log()
    log.append(_act("a"), BYTES)
    (tmp_path / "kept0" / ONE).write_bytes(b"spoilt")
    assert log.blob(ONE) == b"one"


def _act(by: str) -> Commit:
    return Commit(0, "", "upload", by, "2026-01-02T03:04:05", 0)


def _change_tables(log: LakeLog, statement: str, values: Sequence[object] = ()) -> None:
    """Change the tables directly, as someone with the database password can."""
    log.connection.query(statement, values)


def _open_uncached(log: LakeLog, address: str, folder: Path) -> LakeLog:
    """A log without cached commits on the same connection: a new connection takes a second."""
    return LakeLog(LakeAddress.parse(address), folder / "reread", connection=log.connection)


def _refusal_code(act: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as refused:
        act()
    return refused.value.code


def _end_sessions_with_advisory_locks(address: str) -> None:
    with psycopg.connect(LakeAddress.parse(address).catalogue, autocommit=True) as session:
        session.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
