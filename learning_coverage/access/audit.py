"""The audit log: JSON lines in `record.jsonl`, only ever added to, each with the hash of the one before.

`head.json` holds the number of entries and the hash of the last one, so that a truncated log is found, too. No entry
holds a password, a token or a cookie.
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
LATE_ENTRY = "completed"  # the event of an act whose entry a crash prevented
logger = logging.getLogger("learning_coverage.acts")
request_id: ContextVar[str] = ContextVar("request_id", default="")


@dataclass(frozen=True)
class Entry:
    """One act. `about`: its subject in a few words; `address`: the IP address of the client; `at` is UTC."""

    n: int
    at: str
    event: str
    by: str
    about: str
    address: str
    request: str
    prev: str

    def to_bytes(self) -> bytes:
        """Its line in the log, without the line end."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()


@dataclass(frozen=True)
class AuditEvent:
    """The content of an entry before it has a number, a time and the hash of the one before."""

    event: str
    by: str
    about: str
    address: str = ""
    request: str = ""


class Audit:
    """The audit log of one store, which several processes may write to. A read-only one writes nothing."""

    def __init__(self, store: Path, *, read_only: bool = False) -> None:
        self._read_only = read_only
        self._folder = store / "audit"
        self._file = self._folder / "record.jsonl"
        self._head_file = self._folder / "head.json"

    def write(self, event: str, by: str, about: str = "", address: str = "") -> None:
        """Add an entry; it is on disk when this returns. When it cannot be written, the error is only logged."""
        self._write([AuditEvent(event, by, about, address, request_id.get())])

    def add_missing(self, events: Iterable[tuple[str, str, str, str]]) -> None:
        """Add entries for acts that have none; each act is (event, by, about, at)."""
        known = set(self._read_events())
        pairs = (
            (AuditEvent(event, by, about), AuditEvent(LATE_ENTRY, by, f"{about} · {event} · {at}"))
            for event, by, about, at in events
        )
        if missing := [late for in_time, late in pairs if not {in_time, late} & known]:
            self._write(missing)

    def _read_events(self) -> Iterator[AuditEvent]:
        """The events of all readable entries, without address and request, whether or not the chain is intact."""
        for line in self._file.read_bytes().splitlines() if self._file.exists() else ():
            with suppress(ValueError, TypeError, KeyError):
                fields = json.loads(line)
                yield AuditEvent(fields["event"], fields["by"], fields["about"])

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
            logger.error("the audit log was not written", exc_info=error)

    def _append_entries(self, events: list[AuditEvent]) -> None:
        last, prev, size = self._read_last()
        if (head := self._read_head()) and head[0] >= last:
            last, prev = head  # entries removed or changed at the end stay a gap that is found
        at = datetime.now(UTC).isoformat(timespec="seconds")
        lines = []
        for n, event in enumerate(events, start=last + 1):
            lines.append(Entry(n=n, at=at, prev=prev, **asdict(event)).to_bytes())
            prev = _hash_line(lines[-1])
        with self._file.open("ab") as file:
            file.truncate(size)  # an incomplete line after a crash was never confirmed
            file.write(b"".join(line + b"\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())
        if last == 0:
            sync_folder(self._folder)  # before the head says that the file exists
        write_private(self._head_file, json.dumps({"n": last + len(events), "hash": prev}).encode())

    def _read_last(self) -> tuple[int, str, int]:
        """Number and hash of the last complete entry, and the size of the file up to its end in bytes."""
        if not self._file.exists():
            return 0, GENESIS, 0
        with self._file.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - 65_536))
            tail = file.read()
        complete = tail[: tail.rfind(b"\n") + 1]
        if not complete:
            return 0, GENESIS, 0
        line = complete.splitlines()[-1]
        return _parse(line).n, _hash_line(line), size - (len(tail) - len(complete))

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
        if (head := self._read_head()) and hashes.get(head[0]) != head[1]:
            raise AccessError("record_cut", n=n)

    def _read_head(self) -> tuple[int, str] | None:
        """Number and hash of the last entry at the last write; after a crash they may lag behind, never lead."""
        if not self._head_file.exists():
            return None
        try:
            head = json.loads(self._head_file.read_bytes())
            return int(head["n"]), str(head["hash"])
        except (ValueError, TypeError, KeyError):
            return 0, ""  # matches no log

    def read_intact(self) -> Iterator[Entry]:
        """The entries up to the first damaged one."""
        with suppress(AccessError):
            yield from self.entries()

    def find_errors(self) -> Iterator[AccessError]:
        """The first error of the log, nothing when it is intact."""
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
