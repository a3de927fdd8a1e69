"""Drafts under the two-person rule: commits whose facts count only once a second person publishes them."""

from dataclasses import dataclass
from datetime import datetime

from learning_coverage.access import Actor, Right
from learning_coverage.facts import Fact
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import Commit, StoreError
from learning_coverage.store.permissions import get_name
from learning_coverage.store.store import Store
from learning_coverage.store.writes.save_plan import Difference, plan_save
from learning_coverage.store.writes.uploads import SaveResult, save


@dataclass(frozen=True)
class Draft:
    """An upload that is neither published nor discarded; `at` is UTC."""

    seq: int
    at: datetime
    by: str
    note: str
    raw: str
    rows: str
    file_name: str


def list_drafts(store: Store) -> list[Draft]:
    """The drafts neither published nor discarded, the oldest first."""
    return [Draft(*row) for row in store.query_rows("drafts")]


def preview_changes(store: Store, draft: Draft) -> Difference:
    """What publishing the draft would change now."""
    return plan_save(store, _read_facts(store, draft), raw=None).difference


def publish(store: Store, seq: int, *, by: Actor, base: int) -> SaveResult:
    """Publish a draft; `base` is the commit its changes were previewed on.

    StoreError "same_person" for its author, "conflict" when there are commits after `base`.
    """
    with store.write_lock:
        draft = _find_draft(store, seq)
        facts = _read_facts(store, draft)
        store.permissions.require(by, Right.PUBLISH, {fact.area_id for fact in facts})
        if get_name(by) == draft.by:
            raise StoreError("same_person")
        data, note = store.blob(draft.raw), ": ".join(filter(None, (draft.by, draft.note)))
        result = save(
            store, data, draft.file_name, facts, by=by, note=note, base=base, allow_repeat=True, publishes=seq
        )
        if result.verdict == "unchanged":
            store.append("discard", by, about=seq)  # another upload has saved the same figures meanwhile
        return result


def discard(store: Store, seq: int, *, reason: str, by: Actor) -> Commit:
    """Discard a draft; its bytes stay in the archive. StoreError without a reason."""
    if not reason.strip():
        raise StoreError("no_reason")
    with store.write_lock:
        _find_draft(store, seq)
        return store.append("discard", by, note=reason.strip(), about=seq)


def _find_draft(store: Store, seq: int) -> Draft:
    for draft in list_drafts(store):
        if draft.seq == seq:
            return draft
    raise StoreError("no_draft", upload=seq)


def _read_facts(store: Store, draft: Draft) -> list[Fact]:
    return fact_codec.decode(store.blob(draft.rows))
