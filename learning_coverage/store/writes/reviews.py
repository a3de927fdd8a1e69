"""Who looked into a doubt about the figures and what came of it: kept in the log, never changed, only added to."""

import datetime
import json
from dataclasses import dataclass
from typing import NamedTuple

from learning_coverage.access import Act, By
from learning_coverage.store.log.log import StoreError, sha256
from learning_coverage.store.permissions import name_of
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


def reviewed(store: Store, as_of: int | None = None) -> dict[Subject, Review]:
    """Everything looked into as of a commit and not opened again."""
    found: dict[Subject, Review] = {}
    for _, raw, at, by, note in store.records("reviews", as_of):
        kept = json.loads(store.blob(raw))
        subject = Subject(*kept["about"])
        if kept["is_open"]:
            found.pop(subject, None)
        else:
            found[subject] = Review(by, at, note)
    return found


def review(store: Store, subject: Subject, *, by: By, note: str) -> None:
    """Mark a doubt as looked into; what is marked already stays as it is. StoreError without a name or a note."""
    if not note.strip():
        raise StoreError("no_note")
    with store.turn:
        if subject not in reviewed(store):
            _keep(store, subject, by, note.strip(), is_open=False)


def reopen(store: Store, subject: Subject, *, by: By) -> None:
    """Take a review back: the doubt stands again."""
    with store.turn:
        if subject in reviewed(store):
            _keep(store, subject, by, "", is_open=True)


def _keep(store: Store, subject: Subject, by: By, note: str, *, is_open: bool) -> None:
    if not name_of(by):
        raise StoreError("no_reviewer")
    store.permit(by, Act.REVIEW, {subject.area_id})
    data = _to_bytes(subject, is_open=is_open)
    store.append("review", by, blobs={sha256(data): data}, raw=sha256(data), note=note)


def _to_bytes(subject: Subject, *, is_open: bool = False) -> bytes:
    return json.dumps({"about": subject, "is_open": is_open}, ensure_ascii=False).encode()
