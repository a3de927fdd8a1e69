"""Saving a file's facts: the one way figures get into the store. No screen is touched here, so nothing can cut it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from learning_coverage.access import Actor, Right
from learning_coverage.facts import Fact
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import StoreError, sha256
from learning_coverage.store.store import Snapshot, Store

FactKey = tuple[int, str, str]


@dataclass(frozen=True)
class Difference:
    """What a file would change: facts without a forerunner, pairs of old and new, and facts that are there already."""

    added: tuple[Fact, ...]
    changed: tuple[tuple[Fact, Fact], ...]
    unchanged: tuple[Fact, ...]

    @property
    def is_empty(self) -> bool:
        return not self.added and not self.changed


@dataclass(frozen=True)
class SaveResult:
    """What saving did. `upload_id` is the upload that holds the figures; None if they came in with several.

    `drafted`: the figures wait under that number until a second person publishes them.
    """

    verdict: Literal["committed", "unchanged", "drafted"]
    upload_id: int | None
    difference: Difference


def read_current_facts(
    store: Store | Snapshot, as_of: int | None = None, *, areas: Iterable[str] | None = None
) -> dict[FactKey, Fact]:
    """The newest fact of every (year, area, indicator), of some areas or, None, of all."""
    some = None if areas is None else sorted(set(areas))
    facts = (Fact(*row) for row in store.query_rows("current_facts", as_of, areas=some))
    return {fact.key: fact for fact in facts}


def read_facts_for(store: Store | Snapshot, facts: Iterable[Fact], as_of: int | None = None) -> dict[FactKey, Fact]:
    """The newest facts of the areas that others are about."""
    return read_current_facts(store, as_of, areas=(fact.area_id for fact in facts))


def compare(facts: Sequence[Fact], current: dict[FactKey, Fact]) -> Difference:
    """Compare by key and counts; the row of the file does not matter."""
    pairs = [(current.get(fact.key), fact) for fact in facts]
    return Difference(
        added=tuple(new for old, new in pairs if old is None),
        changed=tuple((old, new) for old, new in pairs if old is not None and old.counts != new.counts),
        unchanged=tuple(new for old, new in pairs if old is not None and old.counts == new.counts),
    )


def fill_blanks(facts: Sequence[Fact], current: dict[FactKey, Fact]) -> tuple[Fact, ...]:
    """The facts as they may be saved: a blank is not 0 and erases nothing that is known.

    A fact whose result is blank gives way to a figure; a blank total or registered keeps the known one.
    """
    return tuple(
        _fill_fact(fact, current.get(fact.key))
        for fact in facts
        if not fact.is_pending or fact.key not in current or current[fact.key].is_pending
    )


def _fill_fact(fact: Fact, known: Fact | None) -> Fact:
    if known is None or known.is_pending:
        return fact
    total = known.total if fact.total is None else fact.total
    registered = known.registered if fact.registered is None else fact.registered
    try:
        return replace(fact, total=total, registered=registered)
    except ValueError:  # the new result does not fit the old counts: it stands as it was sent
        return fact


def read_closed_years(store: Store) -> set[int]:
    """The years nothing may change."""
    return {row[0] for row in store.query_rows("closed_years")}


def find_blocked_years(change: Difference, closed: set[int]) -> list[int]:
    """The closed years a file would change."""
    touched = {fact.year for fact in (*change.added, *(new for _, new in change.changed))}
    return sorted(touched & closed)


def save(  # noqa: PLR0913  one act with all there is to say about it
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
    """Take one file in. The same bytes read the same way are taken once, unless they are meant `again`.

    `base` is the commit the user had before his eyes; StoreError("conflict") when the figures have moved since,
    StoreError("year_closed") when a closed year would change. Where two are needed, what does not publish a draft
    becomes one.
    When it returns "committed", the upload survives a loss of power.
    """
    with store.write_lock:
        current = read_facts_for(store, facts)
        facts = fill_blanks(facts, current)
        if not allow_repeat and (twin := find_same_upload(store, data, facts)):
            return SaveResult("unchanged", twin, Difference((), (), tuple(facts)))
        change = compare(facts, current)
        if change.is_empty:
            return SaveResult("unchanged", None, change)
        store.require_right(
            by, Right.UPLOAD, {fact.area_id for fact in (*change.added, *(new for _, new in change.changed))}
        )
        if base is not None and base != store.head.seq:
            raise StoreError("conflict")
        if closed := find_blocked_years(change, read_closed_years(store)):
            raise StoreError("year_closed", years=", ".join(map(str, closed)))
        rows = fact_codec.encode(facts)
        names = {"raw": sha256(data), "rows": sha256(rows)}
        blobs = {names["raw"]: data, names["rows"]: rows}
        drafted = store.has_two_person_rule and publishes is None
        fields = {"file_name": file_name, "note": note, "about": publishes, **names}
        commit = store.append("draft" if drafted else "upload", by, blobs=blobs, **fields)
        return SaveResult("drafted" if drafted else "committed", commit.seq, change)


def find_same_upload(store: Store, data: bytes, facts: Sequence[Fact]) -> int | None:
    """The newest upload in force that brought the same bytes and these facts, whatever came after it."""
    for upload_id, rows in store.query_rows("same_upload", raw=sha256(data)):
        stored = {fact.key: fact.counts for fact in fact_codec.decode(store.blob(rows))}
        if all(stored.get(fact.key) == fact.counts for fact in facts):
            return int(upload_id)
    return None
