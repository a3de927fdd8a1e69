"""Figures that wait for a second person: a draft is a commit whose facts count only once it is published."""

from dataclasses import dataclass
from datetime import datetime

from learning_coverage.access import Act, By
from learning_coverage.facts import Fact
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import Commit, StoreError
from learning_coverage.store.permissions import name_of
from learning_coverage.store.store import Store
from learning_coverage.store.writes.save_upload import Difference, Receipt, difference, known_of, save, without_erasing


@dataclass(frozen=True)
class Draft:
    """One upload that waits; `at` is UTC."""

    seq: int
    at: datetime
    by: str
    note: str
    raw: str
    rows: str
    file_name: str


def waiting(store: Store) -> list[Draft]:
    """The drafts nobody has published or sent back, the oldest first."""
    return [Draft(*row) for row in store.records("drafts")]


def changes(store: Store, draft: Draft) -> Difference:
    """What publishing would change now."""
    facts = _facts(store, draft)
    current = known_of(store, facts)
    return difference(without_erasing(facts, current), current)


def publish(store: Store, seq: int, *, by: By, base: int) -> Receipt:
    """Make a draft count; `base` is the commit under which its changes were looked at.

    StoreError for the person who drafted it, and when the figures have moved since.
    """
    with store.turn:
        draft = _waiting(store, seq)
        facts = _facts(store, draft)
        store.permit(by, Act.PUBLISH, {fact.area_id for fact in facts})
        if name_of(by) == draft.by:
            raise StoreError("same_person")
        data, note = store.blob(draft.raw), ": ".join(filter(None, (draft.by, draft.note)))
        receipt = save(store, data, draft.file_name, facts, by=by, note=note, base=base, again=True, publishes=seq)
        if receipt.verdict == "unchanged":
            store.append("discard", by, about=seq)  # somebody else brought the same figures in the meantime
        return receipt


def discard(store: Store, seq: int, *, reason: str, by: By) -> Commit:
    """Send a draft back; its bytes stay in the archive."""
    if not reason.strip():
        raise StoreError("no_reason")
    with store.turn:
        _waiting(store, seq)
        return store.append("discard", by, note=reason.strip(), about=seq)


def _waiting(store: Store, seq: int) -> Draft:
    found = [draft for draft in waiting(store) if draft.seq == seq]
    if not found:
        raise StoreError("no_draft", upload=seq)
    return found[0]


def _facts(store: Store, draft: Draft) -> list[Fact]:
    return fact_codec.from_bytes(store.blob(draft.rows))
