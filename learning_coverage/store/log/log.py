"""The log: the truth about everything that was ever saved. DuckDB is only a view of it.

A log is a chain of commits. Each names the bytes it brought (by their sha256, kept in an archive) and the hash of
the commit before it, so that nothing can be changed or lost in silence. A log has three verbs: head, since, append.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, Protocol, Self

from learning_coverage.characters import find_hidden

_ESCAPED_CONTROL = re.compile(r"\\u(00[0-9a-f]{2})")
GENESIS = "0" * 64

PLAIN_KINDS = ("start", "upload", "draft", "discard", "withdraw", "restore", "freeze", "close_year", "reopen_year")
DOCUMENT_KINDS = (
    "learn",
    "review",
    "task",
    "quota",
)  # acts whose content is a JSON document in the archive, named by `raw`
KINDS = PLAIN_KINDS + DOCUMENT_KINDS


class StoreError(Exception):
    """Something the store refuses; `code` is its text in the catalogue under `store.`, `values` fill it."""

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class LogUnavailable(StoreError):
    """The log cannot be reached at the moment; what is known of it already stays true."""


@dataclass(frozen=True)
class Head:
    """The last commit a reader has seen; (0, GENESIS) is an empty log."""

    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True)
class Commit:
    """One act. `raw` and `rows` are sha256 names in the archive; `base` is the head its author saw; `at` is UTC.

    `about` is what the act is about: the upload withdrawn or restored, the year closed, the commit frozen, the task
    changed, the draft published by an upload or discarded.
    `note` is the author's own: the reason, or the name of a freeze. `scope` is the area of a tree the act was done in;
    a commune on its own writes none.
    A commit carries a hash of itself, its seal: no later commit vouches for the last one. Those of format 0 have none.
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

    def to_bytes(self) -> bytes:
        fields = asdict(self)
        if self.scope is None:
            del fields["scope"]
        if fields.pop("sealed"):
            fields["seal"] = sha256(_to_json(fields))
        return _to_json(fields)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """StoreError when the bytes are no commit, or no longer those that were sealed."""
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
        return sha256(self.to_bytes())

    @property
    def summary(self) -> str:
        """What it was about, as the record of acts says it."""
        return " · ".join(str(part) for part in (self.seq, self.about, self.file_name) if part)

    def link_to(self, head: Head) -> "Commit":
        """The same act as the next link behind `head`."""
        return replace(self, seq=head.seq + 1, prev=head.hash)


class Log(Protocol):
    """What the store needs of a log; a folder is one kind."""

    def head(self) -> Head: ...

    def since(self, seq: int) -> Iterator[Commit]:
        """The commits after `seq`, in order, each verified against the one before. StoreError when damaged."""
        ...

    def append(self, commit: Commit, blobs: dict[str, bytes]) -> Commit:
        """Keep the blobs, then the commit behind the head; when it returns, both survive a loss of power."""
        ...

    def blob(self, name: str) -> bytes:
        """Archived bytes by their sha256. StoreError when they are missing or damaged."""
        ...


def _to_json(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, sort_keys=True).encode()


def reject_hidden_characters(*texts: str | None) -> None:
    """StoreError when a text of an act holds what its readers would not see, or would be misled by.

    Documents are JSON, in which controls are written as \\u0000.
    """
    for text in texts:
        if found := find_hidden(_ESCAPED_CONTROL.sub(lambda code: chr(int(code[1], 16)), text or "")):
            raise StoreError("hidden_character", character=found)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def commit_file_name(seq: int) -> str:
    """The name of a commit's file."""
    return f"{seq:09d}.json"


def read_chain(read: Callable[[int], bytes], seq: int, last: int) -> Iterator[Commit]:
    """The commits after `seq` up to `last`, each verified against the one before. StoreError when damaged."""
    before = sha256(read(seq)) if seq else GENESIS
    for number in range(seq + 1, last + 1):
        data = read(number)
        commit = Commit.from_bytes(data)
        if (commit.seq, commit.prev) != (number, before):
            raise StoreError("chain_broken", seq=number)
        before = sha256(data)
        yield commit


def contains(log: Log, head: Head) -> bool:
    """Whether the log has the commit of that number and hash: a view or a copy that ends with it is of this log."""
    return head.seq <= log.head().seq and next(iter(log.since(head.seq - 1))).hash == head.hash


def check_hash(name: str, data: bytes) -> bytes:
    """Archived bytes, if they are those of the name. StoreError when they are damaged."""
    if sha256(data) != name:
        raise StoreError("blob_damaged", name=name)
    return data
