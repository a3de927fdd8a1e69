"""The log in a lake: commits and archived bytes as rows that are only ever added.

A commit's number is taken in the turn of its writer. Should two writers ever believe to have the turn, the row that
was added first is the commit of that number for everybody, and the other writer is told so.
"""

import threading
from collections.abc import Iterator
from pathlib import Path

from learning_coverage.store.lake.blob_cache import Kept
from learning_coverage.store.lake.connection import Session
from learning_coverage.store.lake.lake_url import LakeAddress
from learning_coverage.store.log.log import DOCUMENTS, Commit, Head, LogAway, StoreError, chained, sha256

AT_ONCE = 50  # commits read in one go, with the bytes the view needs of them
RECENT = 100  # commits kept in memory, so that following one's own save asks nothing

SNAPSHOT = "SELECT id FROM lake.current_snapshot()"
LAST = "SELECT seq, body FROM lake.commit WHERE seq = (SELECT max(seq) FROM lake.commit) ORDER BY rowid LIMIT 1"
BODIES = "SELECT seq, body FROM lake.commit WHERE seq BETWEEN ? AND ? ORDER BY seq, rowid"
BROUGHT = "SELECT name, data FROM lake.blob WHERE seq BETWEEN ? AND ? AND name IN (SELECT unnest(?::VARCHAR[]))"
COPIES = "SELECT data FROM lake.blob WHERE name = ?"
ADD_COMMIT = "INSERT INTO lake.commit VALUES (?, ?)"
ADD_BLOB = "INSERT INTO lake.blob VALUES (?, ?, ?)"


class LakeLog:
    """A log many processes append to. `keep` is a folder of this machine for bytes that were read once.

    With the commits come the bytes a view needs of them, or `everything` they brought.
    """

    def __init__(self, address: LakeAddress, keep: Path, everything: bool = False) -> None:
        self._everything = everything
        self._session = Session(address)
        self._kept = Kept(keep)
        self._recent: dict[int, bytes] = {}
        self._seen: tuple[int, Head] = (-1, Head())  # the last snapshot of the lake, and the head in it
        self._seen_in: int | None = None  # our turn in which that was; until it ends nothing else can be the head
        self._looking = threading.Lock()  # who looks must not put back what was the head before another's commit
        self.turn = self._session.turn

    def close(self) -> None:
        self._session.close()

    def head(self) -> Head:
        with self._looking:
            turn = self.turn.number
            if turn is None or turn != self._seen_in:
                ((snapshot,),) = self._session.ask(SNAPSHOT)
                if self._seen[0] != snapshot:
                    found = [(seq, self._remember(seq, body.encode())) for seq, body in self._session.ask(LAST)]
                    self._seen = (snapshot, Head(found[0][0], sha256(found[0][1])) if found else Head())
                self._seen_in = turn
            return self._seen[1]

    def since(self, seq: int) -> Iterator[Commit]:
        last = self.head().seq
        for start in range(seq, last, AT_ONCE):
            end = min(start + AT_ONCE, last)
            bodies = self._bodies(start, end)
            commits = list(chained(bodies.__getitem__, start, end))
            self._fetch(commits)
            yield from commits

    def append(self, commit: Commit, blobs: dict[str, bytes]) -> Commit:
        with self.turn:
            linked = commit.after(self.head())
            body = linked.to_bytes()
            rows = [(ADD_BLOB, (linked.seq, name, data)) for name, data in blobs.items()]
            sure = self._session.write([*rows, (ADD_COMMIT, (linked.seq, body.decode()))])
            self._confirm(linked.seq, body, sure)
        for name, data in blobs.items():
            self._kept.put(name, data)
        return linked

    def blob(self, name: str) -> bytes:
        if (kept := self._kept.get(name)) is not None:
            return kept
        copies: list[bytes] = [row[0] for row in self._session.ask(COPIES, [name])]
        if not copies:
            raise StoreError("file_missing", name=name)
        whole = next((data for data in copies if sha256(data) == name), None)
        if whole is None:
            raise StoreError("blob_damaged", name=name)
        self._kept.put(name, whole)
        return whole

    def _confirm(self, seq: int, body: bytes, sure: bool) -> None:
        """Read back, because a failed transaction may look committed, and a committed one failed."""
        with self._looking:
            self._seen_in = None
            try:
                ((snapshot,),) = self._session.ask(SNAPSHOT)
                rows = self._session.ask(BODIES, [seq, seq])
            except LogAway as error:
                raise StoreError("lake_unsure") from error
            if not rows:
                raise StoreError("lake_not_written" if sure else "lake_unsure")
            if self._remember(seq, rows[0][1].encode()) != body:
                raise StoreError("conflict")
            self._seen, self._seen_in = (snapshot, Head(seq, sha256(body))), self.turn.number

    def _bodies(self, first: int, last: int) -> dict[int, bytes]:
        """The commits of these numbers as they are, by number; StoreError where one is missing."""
        numbers = range(max(first, 1), last + 1)
        if all(number in self._recent for number in numbers):
            return self._recent
        found: dict[int, bytes] = {}
        for seq, body in self._session.ask(BODIES, [first, last]):
            found.setdefault(seq, body.encode())
        if missing := [number for number in numbers if number not in found]:
            raise StoreError("chain_broken", seq=missing[0])
        for number in numbers:
            self._remember(number, found[number])
        return found

    def _fetch(self, commits: list[Commit]) -> None:
        """Bring what is needed of these commits onto this machine at once, instead of one by one."""
        wanted = {c.rows for c in commits}
        wanted |= {c.raw for c in commits if self._everything or c.kind in DOCUMENTS}
        missing = [name for name in wanted if name and not self._kept.has(name)]
        if missing:
            for name, data in self._session.ask(BROUGHT, [commits[0].seq, commits[-1].seq, missing]):
                self._kept.put(name, data)

    def _remember(self, seq: int, body: bytes) -> bytes:
        recent = {**self._recent, seq: body}
        self._recent = dict(sorted(recent.items())[-RECENT:])
        return body
