"""The record of what was done: JSON lines, only ever added to, each with the hash of the one before.

`record.jsonl` holds the entries, `head.json` how many there are and the last one's hash, so that an end cut off is
found too. It never holds a password, a token or a cookie.
"""

import hashlib
import json
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from learning_coverage.access.private import AccessError, sync_folder, write_private

GENESIS = "0" * 64
log = logging.getLogger("learning_coverage.acts")
request_id: ContextVar[str] = ContextVar("request_id", default="")


@dataclass(frozen=True)
class Entry:
    """One act. `about` says what it was about in a few words, `address` where it came from, `at` is UTC."""

    n: int
    at: str
    event: str
    by: str
    about: str
    address: str
    request: str
    prev: str

    def line(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()


class Audit:
    """The record of one store; several processes may write to it."""

    def __init__(self, store: Path) -> None:
        self._folder = store / "audit"
        self._file = self._folder / "record.jsonl"
        self._head = self._folder / "head.json"

    def write(self, event: str, by: str, about: str = "", address: str = "") -> None:
        """Add an entry, safe when this returns. What was done stands even where it cannot be written down."""
        told = {"event": event, "by": by, "about": about, "address": address, "request": request_id.get()}
        log.info(event, extra={"told": told})
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "writer.lock", timeout=10):
                self._add(told)
        except (OSError, AccessError) as error:
            log.error("the record of acts was not written", exc_info=error)

    def _add(self, told: dict[str, str]) -> None:
        n, prev, whole = self._last()
        at = datetime.now(UTC).isoformat(timespec="seconds")
        line = Entry(n=n + 1, at=at, prev=prev, **told).line()
        with self._file.open("ab") as file:
            file.truncate(whole)  # half a line left by a crash was never promised to anybody
            file.write(line + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if n == 0:
            sync_folder(self._folder)  # before anything promises that the file is there
        write_private(self._head, json.dumps({"n": n + 1, "hash": _hash(line)}).encode())

    def _last(self) -> tuple[int, str, int]:
        """Number and hash of the last entry, and the size of the file up to its end."""
        if not self._file.exists():
            return 0, GENESIS, 0
        with self._file.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 65_536))
            tail = file.read()
        whole = tail[: tail.rfind(b"\n") + 1]
        if not whole:
            return 0, GENESIS, 0
        line = whole.splitlines()[-1]
        return _parsed(line).n, _hash(line), size - (len(tail) - len(whole))

    def entries(self) -> Iterator[Entry]:
        """Every entry from the first, the chain verified; AccessError where it is broken."""
        prev, n = GENESIS, 0
        lines = self._file.read_bytes().split(b"\n")[:-1] if self._file.exists() else []
        hashes = {0: GENESIS}
        for line in lines:
            entry = _parsed(line)
            if (entry.n, entry.prev) != (n + 1, prev):
                raise AccessError("record_broken", n=n + 1)
            n, prev = entry.n, _hash(line)
            hashes[n] = prev
            yield entry
        if self._head.exists():
            promised = json.loads(self._head.read_bytes())
            if hashes.get(promised["n"]) != promised["hash"]:
                raise AccessError("record_cut", n=n)

    def readable(self) -> Iterator[Entry]:
        """The entries up to where the record is damaged, if it is."""
        with suppress(AccessError):
            yield from self.entries()

    def findings(self) -> Iterator[AccessError]:
        """What is wrong with the record, nothing when it is whole."""
        try:
            for _ in self.entries():
                pass
        except AccessError as error:
            yield error


def _parsed(line: bytes) -> Entry:
    try:
        entry = Entry(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise AccessError("record_unreadable") from error
    if entry.line() != line:
        raise AccessError("record_broken", n=entry.n)
    return entry


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
