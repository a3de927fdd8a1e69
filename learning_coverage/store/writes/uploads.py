"""Saving an upload: the only way figures get into the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from learning_coverage.access import Actor, Right
from learning_coverage.facts import Fact
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import StoreError, sha256
from learning_coverage.store.store import Store
from learning_coverage.store.writes.save_plan import Difference, plan_save


@dataclass(frozen=True)
class SaveResult:
    """The outcome of a save. `upload_id`: the commit that holds the figures, None when several uploads hold them.

    With "drafted" the figures wait under that number until a second person publishes them.
    """

    verdict: Literal["committed", "unchanged", "drafted"]
    upload_id: int | None
    difference: Difference


def save(  # noqa: PLR0913  everything a save depends on
    store: Store,
    data: bytes,
    file_name: str,
    facts: Sequence[Fact],
    *,
    by: Actor,
    note: str = "",
    base: int | None = None,
    allow_repeat: bool = False,
    publishes: int | None = None,
) -> SaveResult:
    """Save a file and its facts; with "committed" or "drafted" it is on disk when this returns.

    The same bytes with the same facts are saved once, unless `allow_repeat`. `base`: the commit the user's preview
    was made of. `publishes`: the draft whose facts these are; under the two-person rule other saves become drafts.
    StoreError "conflict" when there are commits after `base`, "year_closed" when a closed year would change.
    """
    with store.write_lock:
        plan = plan_save(store, facts, None if allow_repeat else sha256(data))
        if plan.is_unchanged:
            return SaveResult("unchanged", plan.same_upload, plan.difference)
        store.permissions.require(by, Right.UPLOAD, {fact.area_id for fact in plan.difference.new_facts})
        if base is not None and base != store.head.seq:
            raise StoreError("conflict")
        if plan.blocked_years:
            raise StoreError("year_closed", years=", ".join(map(str, plan.blocked_years)))
        rows = fact_codec.encode(plan.facts)
        names = {"raw": sha256(data), "rows": sha256(rows)}
        blobs = {names["raw"]: data, names["rows"]: rows}
        is_draft = store.permissions.access.two_person and publishes is None
        fields = {"file_name": file_name, "note": note, "about": publishes, **names}
        commit = store.append("draft" if is_draft else "upload", by, blobs=blobs, **fields)
        return SaveResult("drafted" if is_draft else "committed", commit.seq, plan.difference)
