"""Reviews of data check findings: who examined one, and the result. Each is a commit, as is its withdrawal."""

import datetime
import json
from dataclasses import dataclass
from typing import NamedTuple

from learning_coverage.access import Actor, Right
from learning_coverage.store.log.log import StoreError, sha256
from learning_coverage.store.permissions import get_name
from learning_coverage.store.store import Store


class Subject(NamedTuple):
    """The finding a review is about. `basis`: the figures it rests on; when they change, it is another finding."""

    check: str
    year: int
    area_id: str
    indicator_id: str | None
    basis: str

    @property
    def id(self) -> str:
        """A short id for URLs and widget keys."""
        return sha256(_to_bytes(self))[:12]


@dataclass(frozen=True)
class Review:
    """Author, time (UTC) and result of a review."""

    by: str
    at: datetime.datetime
    note: str


def list_reviews(store: Store, as_of: int | None = None) -> dict[Subject, Review]:
    """The reviews in force as of a commit, by their finding."""
    reviews: dict[Subject, Review] = {}
    for _, raw, at, by, note in store.query_rows("reviews", as_of):
        fields = json.loads(store.blob(raw))
        subject = Subject(*fields["about"])
        if fields["is_open"]:
            reviews.pop(subject, None)
        else:
            reviews[subject] = Review(by, at, note)
    return reviews


def review(store: Store, subject: Subject, *, by: Actor, note: str) -> None:
    """Mark a finding as reviewed, unless it is already. StoreError without a name or a note."""
    if not note.strip():
        raise StoreError("no_note")
    with store.write_lock:
        if subject not in list_reviews(store):
            _append(store, subject, by, note.strip(), is_open=False)


def reopen(store: Store, subject: Subject, *, by: Actor) -> None:
    """Withdraw a review, so that the finding is open again. StoreError without a name."""
    with store.write_lock:
        if subject in list_reviews(store):
            _append(store, subject, by, "", is_open=True)


def _append(store: Store, subject: Subject, by: Actor, note: str, *, is_open: bool) -> None:
    if not get_name(by):
        raise StoreError("no_reviewer")
    store.permissions.require(by, Right.REVIEW, {subject.area_id})
    data = _to_bytes(subject, is_open=is_open)
    store.append("review", by, blobs={sha256(data): data}, raw=sha256(data), note=note)


def _to_bytes(subject: Subject, *, is_open: bool = False) -> bytes:
    return json.dumps({"about": subject, "is_open": is_open}, ensure_ascii=False).encode()
