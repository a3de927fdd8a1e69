"""Who looked into a doubt about the figures and what came of it: kept in the log, never changed, only added to."""

import datetime
import json
from dataclasses import dataclass
from typing import NamedTuple

from learning_coverage.access import Actor, Right
from learning_coverage.store.log.log import StoreError, sha256
from learning_coverage.store.permissions import get_name
from learning_coverage.store.store import Store


class Subject(NamedTuple):
    """What a review is about. `basis` is the figures the doubt rests on: when they change, it is another doubt."""

    check: str
    year: int
    area_id: str
    indicator_id: str | None
    basis: str

    @property
    def id(self) -> str:
        """A short name for addresses and keys."""
        return sha256(_to_bytes(self))[:12]


@dataclass(frozen=True)
class Review:
    """Somebody has looked into it; `at` is UTC."""

    by: str
    at: datetime.datetime
    note: str


def list_reviews(store: Store, as_of: int | None = None) -> dict[Subject, Review]:
    """Everything looked into as of a commit and not opened again."""
    found: dict[Subject, Review] = {}
    for _, raw, at, by, note in store.query_rows("reviews", as_of):
        fields = json.loads(store.blob(raw))
        subject = Subject(*fields["about"])
        if fields["is_open"]:
            found.pop(subject, None)
        else:
            found[subject] = Review(by, at, note)
    return found


def review(store: Store, subject: Subject, *, by: Actor, note: str) -> None:
    """Mark a doubt as looked into; what is marked already stays as it is. StoreError without a name or a note."""
    if not note.strip():
        raise StoreError("no_note")
    with store.write_lock:
        if subject not in list_reviews(store):
            _append(store, subject, by, note.strip(), is_open=False)


def reopen(store: Store, subject: Subject, *, by: Actor) -> None:
    """Take a review back: the doubt stands again."""
    with store.write_lock:
        if subject in list_reviews(store):
            _append(store, subject, by, "", is_open=True)


def _append(store: Store, subject: Subject, by: Actor, note: str, *, is_open: bool) -> None:
    if not get_name(by):
        raise StoreError("no_reviewer")
    store.require_right(by, Right.REVIEW, {subject.area_id})
    data = _to_bytes(subject, is_open=is_open)
    store.append("review", by, blobs={sha256(data): data}, raw=sha256(data), note=note)


def _to_bytes(subject: Subject, *, is_open: bool = False) -> bytes:
    return json.dumps({"about": subject, "is_open": is_open}, ensure_ascii=False).encode()
