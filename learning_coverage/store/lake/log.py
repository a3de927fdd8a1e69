"""The log in a lake: commits and archived bytes as rows that are only ever added.

A commit's number is taken in the turn of its writer. Should two writers ever believe to have the turn, the row that
was added first is the commit of that number for everybody, and the other writer is told so.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

from learning_coverage.store.lake.blob_cache import BlobCache
from learning_coverage.store.lake.connection import LakeConnection
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.log.log import DOCUMENT_KINDS, Commit, Head, LogUnavailable, StoreError, read_chain, sha256

BATCH_SIZE = 50  # commits read in one go, with the bytes the view needs of them
MAX_RECENT = 100  # commits kept in memory, so that following one's own save asks nothing

SELECT_SNAPSHOT = "SELECT id FROM lake.current_snapshot()"
SELECT_LAST_COMMIT = (
    "SELECT seq, body FROM lake.commit WHERE seq = (SELECT max(seq) FROM lake.commit) ORDER BY rowid LIMIT 1"
)
SELECT_COMMITS = "SELECT seq, body FROM lake.commit WHERE seq BETWEEN ? AND ? ORDER BY seq, rowid"
SELECT_BLOBS = "SELECT name, data FROM lake.blob WHERE seq BETWEEN ? AND ? AND name IN (SELECT unnest(?::VARCHAR[]))"
SELECT_BLOB_COPIES = "SELECT data FROM lake.blob WHERE name = ?"
INSERT_COMMIT = "INSERT INTO lake.commit VALUES (?, ?)"
INSERT_BLOB = "INSERT INTO lake.blob VALUES (?, ?, ?)"


class LakeLog:
    """A log many processes append to. `keep` is a folder of this machine for bytes that were read once.

    With the commits come the bytes a view needs of them, or `everything` they brought.
    """

    def __init__(self, address: LakeAddress, cache_folder: Path, all_blobs: bool = False) -> None:
        self._all_blobs = all_blobs
        self._lake = LakeConnection(address)
        self._blob_cache = BlobCache(cache_folder)
        self._recent: dict[int, bytes] = {}
        self._last_head: tuple[int, Head] = (-1, Head())  # the last snapshot of the lake, and the head in it
        self._last_head_lock: int | None = (
            None  # our turn in which that was; until it ends nothing else can be the head
        )
        self._head_lock = threading.Lock()  # who looks must not put back what was the head before another's commit
        self.write_lock = self._lake.write_lock

    def close(self) -> None:
        self._lake.close()

    def head(self) -> Head:
        with self._head_lock:
            turn = self.write_lock.acquisition
            if turn is None or turn != self._last_head_lock:
                ((snapshot,),) = self._lake.query(SELECT_SNAPSHOT)
                if self._last_head[0] != snapshot:
                    found = [
                        (seq, self._cache_commit(seq, body.encode()))
                        for seq, body in self._lake.query(SELECT_LAST_COMMIT)
                    ]
                    self._last_head = (snapshot, Head(found[0][0], sha256(found[0][1])) if found else Head())
                self._last_head_lock = turn
            return self._last_head[1]

    def since(self, seq: int) -> Iterator[Commit]:
        last = self.head().seq
        for start in range(seq, last, BATCH_SIZE):
            end = min(start + BATCH_SIZE, last)
            bodies = self._read_commits(start, end)
            commits = list(read_chain(bodies.__getitem__, start, end))
            self._prefetch_blobs(commits)
            yield from commits

    def append(self, commit: Commit, blobs: dict[str, bytes]) -> Commit:
        with self.write_lock:
            linked = commit.link_to(self.head())
            body = linked.to_bytes()
            rows = [(INSERT_BLOB, (linked.seq, name, data)) for name, data in blobs.items()]
            sure = self._lake.write([*rows, (INSERT_COMMIT, (linked.seq, body.decode()))])
            self._confirm(linked.seq, body, sure)
        for name, data in blobs.items():
            self._blob_cache.put(name, data)
        return linked

    def blob(self, name: str) -> bytes:
        if (kept := self._blob_cache.get(name)) is not None:
            return kept
        copies: list[bytes] = [row[0] for row in self._lake.query(SELECT_BLOB_COPIES, [name])]
        if not copies:
            raise StoreError("file_missing", name=name)
        whole = next((data for data in copies if sha256(data) == name), None)
        if whole is None:
            raise StoreError("blob_damaged", name=name)
        self._blob_cache.put(name, whole)
        return whole

    def _confirm(self, seq: int, body: bytes, is_committed: bool) -> None:
        """Read back, because a failed transaction may look committed, and a committed one failed."""
        with self._head_lock:
            self._last_head_lock = None
            try:
                ((snapshot,),) = self._lake.query(SELECT_SNAPSHOT)
                rows = self._lake.query(SELECT_COMMITS, [seq, seq])
            except LogUnavailable as error:
                raise StoreError("lake_unsure") from error
            if not rows:
                raise StoreError("lake_not_written" if is_committed else "lake_unsure")
            if self._cache_commit(seq, rows[0][1].encode()) != body:
                raise StoreError("conflict")
            self._last_head, self._last_head_lock = (snapshot, Head(seq, sha256(body))), self.write_lock.acquisition

    def _read_commits(self, first: int, last: int) -> dict[int, bytes]:
        """The commits of these numbers as they are, by number; StoreError where one is missing."""
        numbers = range(max(first, 1), last + 1)
        if all(number in self._recent for number in numbers):
            return self._recent
        found: dict[int, bytes] = {}
        for seq, body in self._lake.query(SELECT_COMMITS, [first, last]):
            found.setdefault(seq, body.encode())
        if missing := [number for number in numbers if number not in found]:
            raise StoreError("chain_broken", seq=missing[0])
        for number in numbers:
            self._cache_commit(number, found[number])
        return found

    def _prefetch_blobs(self, commits: list[Commit]) -> None:
        """Bring what is needed of these commits onto this machine at once, instead of one by one."""
        wanted = {c.rows for c in commits}
        wanted |= {c.raw for c in commits if self._all_blobs or c.kind in DOCUMENT_KINDS}
        missing = [name for name in wanted if name and not self._blob_cache.has(name)]
        if missing:
            for name, data in self._lake.query(SELECT_BLOBS, [commits[0].seq, commits[-1].seq, missing]):
                self._blob_cache.put(name, data)

    def _cache_commit(self, seq: int, body: bytes) -> bytes:
        recent = {**self._recent, seq: body}
        self._recent = dict(sorted(recent.items())[-MAX_RECENT:])
        return body
