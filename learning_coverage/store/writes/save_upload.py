"""Saving a file's facts: the one way figures get into the store. No screen is touched here, so nothing can cut it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from learning_coverage.access import Act, By
from learning_coverage.facts import Fact
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.log import StoreError, sha256
from learning_coverage.store.store import Figures, Store

Key = tuple[int, str, str]


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
class Receipt:
    """What saving did. `upload_id` is the upload that holds the figures; None if they came in with several.

    `drafted`: the figures wait under that number until a second person publishes them.
    """

    verdict: Literal["committed", "unchanged", "drafted"]
    upload_id: int | None
    difference: Difference


def current_facts(
    store: Store | Figures, as_of: int | None = None, *, areas: Iterable[str] | None = None
) -> dict[Key, Fact]:
    """The newest fact of every (year, area, indicator), of some areas or, None, of all."""
    some = None if areas is None else sorted(set(areas))
    facts = (Fact(*row) for row in store.records("current_facts", as_of, areas=some))
    return {fact.key: fact for fact in facts}


def known_of(store: Store | Figures, facts: Iterable[Fact], as_of: int | None = None) -> dict[Key, Fact]:
    """The newest facts of the areas that others are about."""
    return current_facts(store, as_of, areas=(fact.area_id for fact in facts))


def difference(facts: Sequence[Fact], current: dict[Key, Fact]) -> Difference:
    """Compare by key and counts; the row of the file does not matter."""
    pairs = [(current.get(fact.key), fact) for fact in facts]
    return Difference(
        added=tuple(new for old, new in pairs if old is None),
        changed=tuple((old, new) for old, new in pairs if old is not None and old.counts != new.counts),
        unchanged=tuple(new for old, new in pairs if old is not None and old.counts == new.counts),
    )


def without_erasing(facts: Sequence[Fact], current: dict[Key, Fact]) -> tuple[Fact, ...]:
    """The facts as they may be saved: a blank is not 0 and erases nothing that is known.

    A fact whose result is blank gives way to a figure; a blank total or registered keeps the known one.
    """
    return tuple(
        _filled(fact, current.get(fact.key))
        for fact in facts
        if not fact.is_open or fact.key not in current or current[fact.key].is_open
    )


def _filled(fact: Fact, known: Fact | None) -> Fact:
    if known is None or known.is_open:
        return fact
    total = known.total if fact.total is None else fact.total
    registered = known.registered if fact.registered is None else fact.registered
    try:
        return replace(fact, total=total, registered=registered)
    except ValueError:  # the new result does not fit the old counts: it stands as it was sent
        return fact


def closed_years(store: Store) -> set[int]:
    """The years nothing may change."""
    return {row[0] for row in store.records("closed_years")}


def closed_in(change: Difference, closed: set[int]) -> list[int]:
    """The closed years a file would change."""
    touched = {fact.year for fact in (*change.added, *(new for _, new in change.changed))}
    return sorted(touched & closed)


def save(  # noqa: PLR0913  one act with all there is to say about it
    store: Store,
    data: bytes,
    file_name: str,
    facts: Sequence[Fact],
    *,
    by: By,
    note: str = "",
    base: int | None = None,
    again: bool = False,
    publishes: int | None = None,
) -> Receipt:
    """Take one file in. The same bytes read the same way are taken once, unless they are meant `again`.

    `base` is the commit the user had before his eyes; StoreError("conflict") when the figures have moved since,
    StoreError("year_closed") when a closed year would change. Where two are needed, what does not publish a draft
    becomes one.
    When it returns "committed", the upload survives a loss of power.
    """
    with store.turn:
        current = known_of(store, facts)
        facts = without_erasing(facts, current)
        if not again and (twin := upload_of(store, data, facts)):
            return Receipt("unchanged", twin, Difference((), (), tuple(facts)))
        change = difference(facts, current)
        if change.is_empty:
            return Receipt("unchanged", None, change)
        store.permit(by, Act.UPLOAD, {fact.area_id for fact in (*change.added, *(new for _, new in change.changed))})
        if base is not None and base != store.head.seq:
            raise StoreError("conflict")
        if closed := closed_in(change, closed_years(store)):
            raise StoreError("year_closed", years=", ".join(map(str, closed)))
        rows = fact_codec.to_bytes(facts)
        names = {"raw": sha256(data), "rows": sha256(rows)}
        blobs = {names["raw"]: data, names["rows"]: rows}
        drafted = store.needs_two and publishes is None
        told = {"file_name": file_name, "note": note, "about": publishes, **names}
        commit = store.append("draft" if drafted else "upload", by, blobs=blobs, **told)
        return Receipt("drafted" if drafted else "committed", commit.seq, change)


def upload_of(store: Store, data: bytes, facts: Sequence[Fact]) -> int | None:
    """The newest upload in force that brought the same bytes and these facts, whatever came after it."""
    for upload_id, rows in store.records("same_upload", raw=sha256(data)):
        brought = {fact.key: fact.counts for fact in fact_codec.from_bytes(store.blob(rows))}
        if all(brought.get(fact.key) == fact.counts for fact in facts):
            return int(upload_id)
    return None
