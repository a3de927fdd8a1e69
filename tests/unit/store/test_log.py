"""The log, in a folder and in memory: a chain in which every change and loss is detected."""

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


def test_empty_log_has_no_commits(log: Log) -> None:
    assert log.head() == Head()
    assert list(log.since(0)) == []


def test_commits_are_numbered_and_linked(log: Log) -> None:
    first = log.append(_commit_by("a"), {ONE: BYTES[ONE]})
    second = log.append(_commit_by("b"), {TWO: BYTES[TWO]})
    assert (first.seq, first.prev) == (1, Head().hash)
    assert (second.seq, second.prev) == (2, first.hash)
    assert log.head() == Head(2, second.hash)


def test_since_returns_the_commits_after_a_number(log: Log) -> None:
    commits = [log.append(_commit_by(by), {}) for by in "abc"]
    for seq in range(4):
        assert list(log.since(seq)) == commits[seq:]


def test_archived_bytes_are_returned(log: Log) -> None:
    log.append(_commit_by("a"), BYTES)
    log.append(_commit_by("b"), BYTES)
    assert {name: log.blob(name) for name in BYTES} == BYTES


def test_unknown_blob_is_reported_as_missing(log: Log) -> None:
    assert _error_code(lambda: log.blob(ONE)) == "file_missing"


def test_commit_is_read_back_as_written(log: Log) -> None:
    act = Commit(0, "", "upload", "Ân", "2026-01-02T03:04:05", 0, "ghi chú", ONE, TWO, "số liệu.csv", 7)
    written = log.append(act, BYTES)
    assert list(log.since(0)) == [written]
    assert Commit.from_bytes(written.to_bytes()) == written


def test_second_log_reads_the_same_folder(tmp_path: Path) -> None:
    commit = FolderLog(tmp_path).append(_commit_by("a"), BYTES)
    other = FolderLog(tmp_path)
    assert (list(other.since(0)), other.blob(ONE)) == ([commit], b"one")


def test_folder_contains_only_commits_and_archived_files(tmp_path: Path) -> None:
    FolderLog(tmp_path).append(_commit_by("a"), BYTES)
    files = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {"commits/000000001.json", "commits/last", f"archive/{ONE}", f"archive/{TWO}"}


def test_commit_of_another_writer_is_never_overwritten(tmp_path: Path) -> None:
    """Two processes that both act as the writer: the second does not overwrite what the first committed."""
    slow = FolderLog(tmp_path)
    slow.head = Head  # type: ignore[method-assign]  # what the slow one read before the fast one committed
    commit = FolderLog(tmp_path).append(_commit_by("fast"), {})
    with pytest.raises(FileExistsError):
        slow.append(_commit_by("slow"), {})
    assert list(FolderLog(tmp_path).since(0)) == [commit]


def test_commit_of_a_damaged_archived_file_is_refused(tmp_path: Path) -> None:
    """The same file is imported again after its archived copy was damaged: no commit may refer to that copy."""
    log = FolderLog(tmp_path)
    (tmp_path / "archive" / ONE).write_bytes(b"spoilt")
    assert _error_code(lambda: log.append(_commit_by("a"), {ONE: BYTES[ONE]})) == "blob_damaged"
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
def test_changed_or_missing_commit_is_detected(
    tmp_path: Path, number: int, change: Callable[[str], str] | None, code: str
) -> None:
    log = FolderLog(tmp_path)
    for by in "abc":
        log.append(_commit_by(by), {})
    path = tmp_path / "commits" / f"{number:09d}.json"
    before = path.read_text(encoding="utf-8")
    if change is None:
        path.unlink()
    else:
        path.write_text(change(before), encoding="utf-8")
        assert path.read_text(encoding="utf-8") != before
    assert _error_code(lambda: list(log.since(0))) == code


def test_changed_blob_is_detected(tmp_path: Path) -> None:
    log = FolderLog(tmp_path)
    log.append(_commit_by("a"), BYTES)
    (tmp_path / "archive" / ONE).write_bytes(b"won")
    assert _error_code(lambda: log.blob(ONE)) == "blob_damaged"


def _commit_by(by: str) -> Commit:
    return Commit(0, "", "upload", by, "2026-01-02T03:04:05", 0)


def _error_code(act: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as refused:
        act()
    return refused.value.code
