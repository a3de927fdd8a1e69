"""The log in a lake: commits and archived bytes as rows that are only ever added.

A writer assigns the number of a commit under the write lock. Should two writers ever believe to hold it, the row added
first is the commit of that number, and the other writer gets an error.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

from learning_coverage.store.lake.blob_cache import BlobCache
from learning_coverage.store.lake.connection import LakeConnection
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.log.log import DOCUMENT_KINDS, Commit, Head, LogUnavailable, StoreError, read_chain, sha256

BATCH_SIZE = 50  # commits per query, and per query of their blobs
MAX_RECENT = 100  # commits cached in memory, so that applying one's own save needs no query

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
    """A log that several processes append to; `cache_folder` is the local cache of archived bytes.

    Reading commits also caches the bytes a view needs of them, or with `all_blobs` all bytes of them.
    """

    def __init__(
        self,
        address: LakeAddress,
        cache_folder: Path,
        all_blobs: bool = False,
        *,
        connection: LakeConnection | None = None,
    ) -> None:
        self._all_blobs = all_blobs
        self.connection = connection or LakeConnection(address)
        self._blob_cache = BlobCache(cache_folder)
        self._recent: dict[int, bytes] = {}
        self._last_head: tuple[int, Head] = (-1, Head())  # the last snapshot of the lake, and the head in it
        # The acquisition of our write lock under which that head was read: until it ends no other process commits.
        self._last_head_lock: int | None = None
        self._head_lock = threading.Lock()  # a reading thread must not restore the head from before another's commit
        self.write_lock = self.connection.write_lock

    def close(self) -> None:
        """Close the connection to the lake."""
        self.connection.close()

    def head(self) -> Head:
        """The last commit in the lake. LogUnavailable when it cannot be reached."""
        with self._head_lock:
            acquisition = self.write_lock.acquisition
            if acquisition is None or acquisition != self._last_head_lock:
                ((snapshot,),) = self.connection.query(SELECT_SNAPSHOT)
                if self._last_head[0] != snapshot:
                    self._last_head = (snapshot, self._read_head())
                self._last_head_lock = acquisition
            return self._last_head[1]

    def since(self, seq: int) -> Iterator[Commit]:
        """The commits after `seq`, each verified. StoreError when one is damaged."""
        last = self.head().seq
        for start in range(seq, last, BATCH_SIZE):
            end = min(start + BATCH_SIZE, last)
            bodies = self._read_commits(start, end)
            commits = list(read_chain(bodies.__getitem__, start, end))
            self._prefetch_blobs(commits)
            yield from commits

    def append(self, commit: Commit, blobs: dict[str, bytes]) -> Commit:
        """Write the commit and its files in one transaction. StoreError when another process was faster."""
        with self.write_lock:
            linked = commit.link_to(self.head())
            body = linked.to_bytes()
            rows = [(INSERT_BLOB, (linked.seq, name, data)) for name, data in blobs.items()]
            is_committed = self.connection.write([*rows, (INSERT_COMMIT, (linked.seq, body.decode()))])
            self._confirm(linked.seq, body, is_committed)
        for name, data in blobs.items():
            self._blob_cache.put(name, data)
        return linked

    def blob(self, name: str) -> bytes:
        """The archived bytes of that hash, from the local cache or the lake. StoreError when they are damaged."""
        if (cached := self._blob_cache.get(name)) is not None:
            return cached
        copies: list[bytes] = [row[0] for row in self.connection.query(SELECT_BLOB_COPIES, [name])]
        if not copies:
            raise StoreError("file_missing", name=name)
        intact = next((data for data in copies if sha256(data) == name), None)
        if intact is None:
            raise StoreError("blob_damaged", name=name)
        self._blob_cache.put(name, intact)
        return intact

    def _read_head(self) -> Head:
        for seq, body in self.connection.query(SELECT_LAST_COMMIT):
            return Head(seq, sha256(self._cache_commit(seq, body.encode())))
        return Head()

    def _confirm(self, seq: int, body: bytes, is_committed: bool) -> None:
        """Read the commit back: a failed transaction may look committed, and a committed one failed.

        StoreError "conflict" when another commit has its number, "lake_unsure" when it cannot be found out.
        """
        with self._head_lock:
            self._last_head_lock = None
            try:
                ((snapshot,),) = self.connection.query(SELECT_SNAPSHOT)
                rows = self.connection.query(SELECT_COMMITS, [seq, seq])
            except LogUnavailable as error:
                raise StoreError("lake_unsure") from error
            if not rows:
                raise StoreError("lake_not_written" if is_committed else "lake_unsure")
            if self._cache_commit(seq, rows[0][1].encode()) != body:
                raise StoreError("conflict")
            self._last_head, self._last_head_lock = (snapshot, Head(seq, sha256(body))), self.write_lock.acquisition

    def _read_commits(self, first: int, last: int) -> dict[int, bytes]:
        """The bytes of the commits `first` to `last` by number; StoreError when one is missing."""
        numbers = range(max(first, 1), last + 1)
        if all(number in self._recent for number in numbers):
            return self._recent
        bodies: dict[int, bytes] = {}
        for seq, body in self.connection.query(SELECT_COMMITS, [first, last]):
            bodies.setdefault(seq, body.encode())  # of several commits of a number the first row is the valid one
        if missing := [number for number in numbers if number not in bodies]:
            raise StoreError("chain_broken", seq=missing[0])
        for number in numbers:
            self._cache_commit(number, bodies[number])
        return bodies

    def _prefetch_blobs(self, commits: list[Commit]) -> None:
        """Cache the blobs of these commits with one query instead of one each."""
        names = {c.rows for c in commits}
        names |= {c.raw for c in commits if self._all_blobs or c.kind in DOCUMENT_KINDS}
        missing = [name for name in names if name and not self._blob_cache.has(name)]
        if missing:
            for name, data in self.connection.query(SELECT_BLOBS, [commits[0].seq, commits[-1].seq, missing]):
                self._blob_cache.put(name, data)

    def _cache_commit(self, seq: int, body: bytes) -> bytes:
        recent = {**self._recent, seq: body}
        self._recent = dict(sorted(recent.items())[-MAX_RECENT:])
        return body
