"""The record of what was done: JSON lines, only ever added to, each with the hash of the one before.

`record.jsonl` holds the entries, `head.json` how many there are and the last one's hash, so that an end cut off is
found too. It never holds a password, a token or a cookie.
"""

import hashlib
import json
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from learning_coverage.access.private_file import AccessError, sync_folder, write_private

GENESIS = "0" * 64
LATE_ENTRY = "completed"  # an act that was done, but cut short before it was written down
logger = logging.getLogger("learning_coverage.acts")
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

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()


@dataclass(frozen=True)
class AuditEvent:
    """What an entry is to say, before it has its place in the record."""

    event: str
    by: str
    about: str
    address: str = ""
    request: str = ""


class Audit:
    """The record of one store; several processes may write to it. One that is only read stays as it is."""

    def __init__(self, store: Path, *, read_only: bool = False) -> None:
        self._read_only = read_only
        self._folder = store / "audit"
        self._file = self._folder / "record.jsonl"
        self._head_file = self._folder / "head.json"

    def write(self, event: str, by: str, about: str = "", address: str = "") -> None:
        """Add an entry, safe when this returns. What was done stands even where it cannot be written down."""
        self._write([AuditEvent(event, by, about, address, request_id.get())])

    def add_missing(self, events: Iterable[tuple[str, str, str, str]]) -> None:
        """Write down what is missing of acts that were done, each an event, by whom, about what, and when."""
        known = set(self._read_events())
        late = (
            (AuditEvent(event, by, about), AuditEvent(LATE_ENTRY, by, f"{about} · {event} · {at}"))
            for event, by, about, at in events
        )
        if missing := [completed for at_once, completed in late if not {at_once, completed} & known]:
            self._write(missing)

    def _read_events(self) -> Iterator[AuditEvent]:
        """What the entries say, whether or not their chain holds; neither whence nor under which request."""
        for line in self._file.read_bytes().splitlines() if self._file.exists() else ():
            with suppress(ValueError, TypeError, KeyError):
                kept = json.loads(line)
                yield AuditEvent(kept["event"], kept["by"], kept["about"])

    def _write(self, events: list[AuditEvent]) -> None:
        for event in events:
            logger.info(event.event, extra={"event": asdict(event)})
        if self._read_only:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "writer.lock", timeout=10):
                self._append_entries(events)
        except (OSError, AccessError) as error:
            logger.error("the record of acts was not written", exc_info=error)

    def _append_entries(self, events: list[AuditEvent]) -> None:
        begun, prev, whole = self._read_last()
        if (promised := self._read_head()) and promised[0] >= begun:
            begun, prev = promised  # what was cut off or changed at the end stays a gap that is found
        at = datetime.now(UTC).isoformat(timespec="seconds")
        lines = []
        for n, event in enumerate(events, start=begun + 1):
            lines.append(Entry(n=n, at=at, prev=prev, **asdict(event)).to_bytes())
            prev = _hash_line(lines[-1])
        with self._file.open("ab") as file:
            file.truncate(whole)  # half a line left by a crash was never promised to anybody
            file.write(b"".join(line + b"\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())
        if begun == 0:
            sync_folder(self._folder)  # before anything promises that the file is there
        write_private(self._head_file, json.dumps({"n": begun + len(events), "hash": prev}).encode())

    def _read_last(self) -> tuple[int, str, int]:
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
        return _parse(line).n, _hash_line(line), size - (len(tail) - len(whole))

    def entries(self) -> Iterator[Entry]:
        """Every entry from the first, the chain verified; AccessError where it is broken."""
        prev, n = GENESIS, 0
        lines = self._file.read_bytes().split(b"\n")[:-1] if self._file.exists() else []
        hashes = {0: GENESIS}
        for line in lines:
            entry = _parse(line)
            if (entry.n, entry.prev) != (n + 1, prev):
                raise AccessError("record_broken", n=n + 1)
            n, prev = entry.n, _hash_line(line)
            hashes[n] = prev
            yield entry
        if (promised := self._read_head()) and hashes.get(promised[0]) != promised[1]:
            raise AccessError("record_cut", n=n)

    def _read_head(self) -> tuple[int, str] | None:
        """Number and hash of the last entry when the record was last written; a crash leaves them behind, not ahead."""
        if not self._head_file.exists():
            return None
        try:
            kept = json.loads(self._head_file.read_bytes())
            return int(kept["n"]), str(kept["hash"])
        except (ValueError, TypeError, KeyError):
            return 0, ""  # no beginning has such a hash

    def read_intact(self) -> Iterator[Entry]:
        """The entries up to where the record is damaged, if it is."""
        with suppress(AccessError):
            yield from self.entries()

    def find_errors(self) -> Iterator[AccessError]:
        """What is wrong with the record, nothing when it is whole."""
        try:
            for _ in self.entries():
                pass
        except AccessError as error:
            yield error


def _parse(line: bytes) -> Entry:
    try:
        entry = Entry(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise AccessError("record_unreadable") from error
    if entry.to_bytes() != line:
        raise AccessError("record_broken", n=entry.n)
    return entry


def _hash_line(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
