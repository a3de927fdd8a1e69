"""The plan of a save: what an upload would change, made the same way for the preview and for the save itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from learning_coverage.facts import Fact, FactKey
from learning_coverage.store.log import fact_codec
from learning_coverage.store.snapshot import Snapshot
from learning_coverage.store.store import Store


@dataclass(frozen=True)
class Difference:
    """Facts that are new, pairs of old and new fact, and facts whose counts are stored already."""

    added: tuple[Fact, ...] = ()
    changed: tuple[tuple[Fact, Fact], ...] = ()
    unchanged: tuple[Fact, ...] = ()

    @property
    def new_facts(self) -> tuple[Fact, ...]:
        """The facts that change figures, as they are afterwards."""
        return *self.added, *(new for _, new in self.changed)

    @property
    def is_empty(self) -> bool:
        """Whether no figure changes."""
        return not self.new_facts


@dataclass(frozen=True)
class SavePlan:
    """What saving facts would do. `facts`: as they are saved; `current`: the newest facts of their areas before.

    `same_upload`: an upload in force of the same bytes with these facts. `blocked_years`: closed years that would
    change, in order.
    """

    facts: tuple[Fact, ...] = ()
    difference: Difference = field(default_factory=Difference)
    current: Mapping[FactKey, Fact] = field(default_factory=dict)
    same_upload: int | None = None
    blocked_years: tuple[int, ...] = ()

    @property
    def is_unchanged(self) -> bool:
        """Whether there is nothing to save."""
        return self.same_upload is not None or self.difference.is_empty


def plan_save(
    store: Store, facts: Sequence[Fact], raw: str | None, earlier: Mapping[FactKey, Fact] | None = None
) -> SavePlan:
    """The plan of saving the facts read from a file. `raw`: SHA-256 of its bytes; None allows it to be saved again.

    `earlier`: facts of files that will be saved before this one.
    """
    current = read_current_facts(store, areas=(fact.area_id for fact in facts)) | dict(earlier or {})
    filled = fill_blanks(facts, current)
    if raw and (same_upload := _find_same_upload(store, raw, filled)):
        return SavePlan(filled, Difference(unchanged=filled), current, same_upload)
    difference = compare(filled, current)
    touched = {fact.year for fact in difference.new_facts}
    blocked = touched & read_closed_years(store) if touched else ()
    return SavePlan(filled, difference, current, blocked_years=tuple(sorted(blocked)))


def read_current_facts(
    store: Store | Snapshot, as_of: int | None = None, *, areas: Iterable[str] | None = None
) -> dict[FactKey, Fact]:
    """The newest fact of every (year, area, indicator), of some areas or, with None, of all."""
    some = None if areas is None else sorted(set(areas))
    facts = (Fact(*row) for row in store.query_rows("current_facts", as_of, areas=some))
    return {fact.key: fact for fact in facts}


def read_closed_years(store: Store) -> set[int]:
    """The years whose figures no upload may change."""
    return {row[0] for row in store.query_rows("closed_years")}


def compare(facts: Sequence[Fact], current: Mapping[FactKey, Fact]) -> Difference:
    """The difference by key and counts; sheet and row number are not compared."""
    pairs = [(current.get(fact.key), fact) for fact in facts]
    return Difference(
        added=tuple(new for old, new in pairs if old is None),
        changed=tuple((old, new) for old, new in pairs if old is not None and old.counts != new.counts),
        unchanged=tuple(new for old, new in pairs if old is not None and old.counts == new.counts),
    )


def fill_blanks(facts: Sequence[Fact], current: Mapping[FactKey, Fact]) -> tuple[Fact, ...]:
    """The facts as they are saved: a blank is not 0 and erases no stored count.

    A fact with a blank result is dropped where a result is stored; a blank total or registered keeps the stored one.
    """
    return tuple(
        _fill_fact(fact, current.get(fact.key))
        for fact in facts
        if not fact.is_pending or fact.key not in current or current[fact.key].is_pending
    )


def _fill_fact(fact: Fact, stored: Fact | None) -> Fact:
    if stored is None or stored.is_pending:
        return fact
    total = stored.total if fact.total is None else fact.total
    registered = stored.registered if fact.registered is None else fact.registered
    try:
        return replace(fact, total=total, registered=registered)
    except ValueError:  # the new result contradicts the stored counts: save the fact as it was sent
        return fact


def _find_same_upload(store: Store, raw: str, facts: Sequence[Fact]) -> int | None:
    """The newest upload in force of the same bytes that holds these facts, whether or not later ones replaced them."""
    for upload_id, rows in store.query_rows("same_upload", raw=raw):
        stored = {fact.key: fact.counts for fact in fact_codec.decode(store.blob(rows))}
        if all(stored.get(fact.key) == fact.counts for fact in facts):
            return int(upload_id)
    return None
