"""Figures that wait for a second person: a draft is a commit whose facts count only once it is published."""

from dataclasses import dataclass
from datetime import datetime

from learning_coverage.access import Actor, Right
from learning_coverage.facts import Fact
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import Commit, StoreError
from learning_coverage.store.permissions import get_name
from learning_coverage.store.store import Store
from learning_coverage.store.writes.uploads import Difference, SaveResult, compare, fill_blanks, read_facts_for, save


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


def list_drafts(store: Store) -> list[Draft]:
    """The drafts nobody has published or sent back, the oldest first."""
    return [Draft(*row) for row in store.query_rows("drafts")]


def preview_changes(store: Store, draft: Draft) -> Difference:
    """What publishing would change now."""
    facts = _read_facts(store, draft)
    current = read_facts_for(store, facts)
    return compare(fill_blanks(facts, current), current)


def publish(store: Store, seq: int, *, by: Actor, base: int) -> SaveResult:
    """Make a draft count; `base` is the commit under which its changes were looked at.

    StoreError for the person who drafted it, and when the figures have moved since.
    """
    with store.write_lock:
        draft = _find_draft(store, seq)
        facts = _read_facts(store, draft)
        store.require_right(by, Right.PUBLISH, {fact.area_id for fact in facts})
        if get_name(by) == draft.by:
            raise StoreError("same_person")
        data, note = store.blob(draft.raw), ": ".join(filter(None, (draft.by, draft.note)))
        receipt = save(
            store, data, draft.file_name, facts, by=by, note=note, base=base, allow_repeat=True, publishes=seq
        )
        if receipt.verdict == "unchanged":
            store.append("discard", by, about=seq)  # somebody else brought the same figures in the meantime
        return receipt


def discard(store: Store, seq: int, *, reason: str, by: Actor) -> Commit:
    """Send a draft back; its bytes stay in the archive."""
    if not reason.strip():
        raise StoreError("no_reason")
    with store.write_lock:
        _find_draft(store, seq)
        return store.append("discard", by, note=reason.strip(), about=seq)


def _find_draft(store: Store, seq: int) -> Draft:
    found = [draft for draft in list_drafts(store) if draft.seq == seq]
    if not found:
        raise StoreError("no_draft", upload=seq)
    return found[0]


def _read_facts(store: Store, draft: Draft) -> list[Fact]:
    return fact_codec.decode(store.blob(draft.rows))
