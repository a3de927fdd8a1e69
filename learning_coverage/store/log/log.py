"""The log: an append-only chain of commits, the source of truth of which DuckDB is a view.

Each commit names its bytes by their SHA-256 in an archive, and the hash of the commit before it, so that every change
or loss is found.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol, Self

from learning_coverage.characters import find_hidden

_ESCAPED_CONTROL = re.compile(r"\\u(00[0-9a-f]{2})")
GENESIS = "0" * 64

PLAIN_KINDS = ("start", "upload", "draft", "discard", "withdraw", "restore", "freeze", "close_year", "reopen_year")
# Commits whose content is a JSON document in the archive, named by `raw`.
DOCUMENT_KINDS = ("learn", "review", "task", "quota")
KINDS = PLAIN_KINDS + DOCUMENT_KINDS


class StoreError(Exception):
    """An error of the store; `code` is the message key under `store.` in locale, `values` fill its placeholders."""

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class LogUnavailable(StoreError):
    """The log cannot be reached at the moment; commits applied before stay valid."""


@dataclass(frozen=True)
class Head:
    """Number and hash of a last commit; (0, GENESIS) is an empty log."""

    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True)
class Commit:
    """One act. `raw` and `rows` are SHA-256 names in the archive; `base` is the head its author saw; `at` is UTC.

    `about`: the upload withdrawn or restored, the year closed, the commit frozen, the task changed, the draft published
    or discarded. `note`: the author's reason, or the name of a freeze. `scope`: the area of a tree the act was done in,
    None in a commune on its own. The seal is the commit's hash of itself, since no later commit verifies the last one;
    commits of format 0 have none.
    """

    seq: int
    prev: str
    kind: str
    by: str
    at: str
    base: int
    note: str = ""
    raw: str | None = None
    rows: str | None = None
    file_name: str | None = None
    about: int | None = None
    scope: str | None = None
    sealed: bool = True

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(self.kind)

    @classmethod
    def draft(cls, kind: str, by: str, **fields: Any) -> Self:
        """A commit made now that has no place in a chain yet; see `link_to`."""
        now = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
        return cls(seq=0, prev="", kind=kind, by=by, at=now, **fields)

    def to_bytes(self) -> bytes:
        """The JSON of its file, with the seal."""
        fields = asdict(self)
        if self.scope is None:
            del fields["scope"]
        if fields.pop("sealed"):
            fields["seal"] = sha256(_to_json(fields))
        return _to_json(fields)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The commit in the bytes of its file; StoreError when they are no commit or do not match its seal."""
        try:
            fields = json.loads(data)
            seal = fields.pop("seal", None)
            if seal not in (None, sha256(_to_json(fields))):
                raise StoreError("chain_broken", seq=fields["seq"])
            return cls(**fields, sealed=seal is not None)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise StoreError("damaged") from error

    @property
    def hash(self) -> str:
        """The SHA-256 of its file."""
        return sha256(self.to_bytes())

    @property
    def summary(self) -> str:
        """Its number, subject and file name, for the audit log."""
        return " · ".join(str(part) for part in (self.seq, self.about, self.file_name) if part)

    def link_to(self, head: Head) -> "Commit":
        """The same act as the commit that follows `head`."""
        return replace(self, seq=head.seq + 1, prev=head.hash)


class Log(Protocol):
    """A log in a folder, in memory or in a lake."""

    def head(self) -> Head:
        """The last commit."""
        ...

    def since(self, seq: int) -> Iterator[Commit]:
        """The commits after `seq`, in order, each verified against the one before. StoreError when damaged."""
        ...

    def append(self, commit: Commit, blobs: dict[str, bytes]) -> Commit:
        """Archive the blobs, then add the commit after the head; when it returns, both survive a loss of power."""
        ...

    def blob(self, name: str) -> bytes:
        """Archived bytes by their sha256. StoreError when they are missing or damaged."""
        ...


def _to_json(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()


def reject_hidden_characters(*texts: str | None) -> None:
    """StoreError when a text holds invisible or misleading characters; in JSON documents also escaped ones."""
    for text in texts:
        if found := find_hidden(_ESCAPED_CONTROL.sub(lambda code: chr(int(code[1], 16)), text or "")):
            raise StoreError("hidden_character", character=found)


def sha256(data: bytes) -> str:
    """The SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def commit_file_name(seq: int) -> str:
    """The name of a commit's file."""
    return f"{seq:09d}.json"


def read_chain(read: Callable[[int], bytes], seq: int, last: int) -> Iterator[Commit]:
    """The commits after `seq` up to `last`, each verified against the one before. StoreError when damaged."""
    previous = sha256(read(seq)) if seq else GENESIS
    for number in range(seq + 1, last + 1):
        data = read(number)
        commit = Commit.from_bytes(data)
        if (commit.seq, commit.prev) != (number, previous):
            raise StoreError("chain_broken", seq=number)
        previous = sha256(data)
        yield commit


def contains(log: Log, head: Head) -> bool:
    """Whether the log has the commit `head`; only then a view or a copy with that head is of this log."""
    return head.seq <= log.head().seq and next(iter(log.since(head.seq - 1))).hash == head.hash


def check_hash(name: str, data: bytes) -> bytes:
    """The archived bytes; StoreError when their hash is not `name`."""
    if sha256(data) != name:
        raise StoreError("blob_damaged", name=name)
    return data
