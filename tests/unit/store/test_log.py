"""The log, in a folder and in memory: a chain nobody can change or cut in silence."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from learning_coverage.store import StoreError
from learning_coverage.store.log.folder_log import FolderLog
from learning_coverage.store.log.log import Commit, Head, Log, sha256
from learning_coverage.store.log.memory_log import MemoryLog

BYTES = {sha256(text.encode()): text.encode() for text in ("one", "two")}
ONE, TWO = BYTES


@pytest.fixture(params=["folder", "memory"])
def log(request: pytest.FixtureRequest, tmp_path: Path) -> Log:
    return FolderLog(tmp_path) if request.param == "folder" else MemoryLog()


def test_an_empty_log(log: Log) -> None:
    assert log.head() == Head()
    assert list(log.since(0)) == []


def test_commits_are_numbered_and_linked(log: Log) -> None:
    first = log.append(_act("a"), {ONE: BYTES[ONE]})
    second = log.append(_act("b"), {TWO: BYTES[TWO]})
    assert (first.seq, first.prev) == (1, Head().hash)
    assert (second.seq, second.prev) == (2, first.hash)
    assert log.head() == Head(2, second.hash)


def test_since_begins_behind_the_commit_named(log: Log) -> None:
    commits = [log.append(_act(by), {}) for by in "abc"]
    for seq in range(4):
        assert list(log.since(seq)) == commits[seq:]


def test_bytes_come_back(log: Log) -> None:
    log.append(_act("a"), BYTES)
    log.append(_act("b"), BYTES)
    assert {name: log.blob(name) for name in BYTES} == BYTES


def test_bytes_nobody_brought_are_missing(log: Log) -> None:
    assert _refusal(lambda: log.blob(ONE)) == "file_missing"


def test_a_commit_reads_back_as_it_was_written(log: Log) -> None:
    act = Commit(0, "", "upload", "Ân", "2026-01-02T03:04:05", 0, "ghi chú", ONE, TWO, "số liệu.csv", 7)
    written = log.append(act, BYTES)
    assert list(log.since(0)) == [written]
    assert Commit.from_bytes(written.to_bytes()) == written


def test_a_folder_is_read_by_another_log_of_it(tmp_path: Path) -> None:
    commit = FolderLog(tmp_path).append(_act("a"), BYTES)
    other = FolderLog(tmp_path)
    assert (list(other.since(0)), other.blob(ONE)) == ([commit], b"one")


def test_nothing_but_the_log_is_left_in_the_folder(tmp_path: Path) -> None:
    FolderLog(tmp_path).append(_act("a"), BYTES)
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {"commits/000000001.json", "commits/last", f"archive/{ONE}", f"archive/{TWO}"}


def test_a_commit_is_never_replaced(tmp_path: Path) -> None:
    """Two processes that both believe to be the writer: the second does not overwrite what the first committed."""
    slow = FolderLog(tmp_path)
    slow.head = Head  # type: ignore[method-assign]  # what the slow one read before the fast one committed
    commit = FolderLog(tmp_path).append(_act("fast"), {})
    with pytest.raises(FileExistsError):
        slow.append(_act("slow"), {})
    assert list(FolderLog(tmp_path).since(0)) == [commit]


def test_damaged_bytes_are_not_committed_to_again(tmp_path: Path) -> None:
    """The same file comes a second time after its archived copy was spoilt: no commit may stand on that copy."""
    log = FolderLog(tmp_path)
    (tmp_path / "archive" / ONE).write_bytes(b"spoilt")
    assert _refusal(lambda: log.append(_act("a"), {ONE: BYTES[ONE]})) == "blob_damaged"
    assert log.head() == Head()


@pytest.mark.parametrize(
    ("number", "change", "code"),
    [
        (1, lambda text: text.replace('"a"', '"x"'), "chain_broken"),
        (2, lambda text: text.replace('"b"', '"x"'), "chain_broken"),
        (3, lambda text: text.replace('"seq": 3', '"seq": 4'), "chain_broken"),
        (2, lambda text: text[:-5], "damaged"),
        (2, lambda _: "[]", "damaged"),
        (2, lambda _: json.dumps({"seq": 2}), "damaged"),
        (2, lambda text: text.replace('"upload"', '"download"'), "chain_broken"),
        (1, None, "file_missing"),
        (2, None, "file_missing"),
    ],
)
def test_a_changed_or_missing_commit_is_noticed(
    tmp_path: Path, number: int, change: Callable[[str], str] | None, code: str
) -> None:
    log = FolderLog(tmp_path)
    for by in "abc":
        log.append(_act(by), {})
    path = tmp_path / "commits" / f"{number:09d}.json"
    before = path.read_text(encoding="utf-8")
    if change is None:
        path.unlink()
    else:
        path.write_text(change(before), encoding="utf-8")
        assert path.read_text(encoding="utf-8") != before
    assert _refusal(lambda: list(log.since(0))) == code


def test_changed_bytes_are_noticed(tmp_path: Path) -> None:
    log = FolderLog(tmp_path)
    log.append(_act("a"), BYTES)
    (tmp_path / "archive" / ONE).write_bytes(b"won")
    assert _refusal(lambda: log.blob(ONE)) == "blob_damaged"


def _act(by: str) -> Commit:
    return Commit(0, "", "upload", by, "2026-01-02T03:04:05", 0)


def _refusal(act: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as refused:
        act()
    return refused.value.code
