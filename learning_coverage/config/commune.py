"""The commune (`commune.yaml`): its name, its villages, and what became of them."""

import re
from collections import Counter
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from learning_coverage.config.errors import not_allowed
from learning_coverage.config.lineage import Change, Lineage, Name, Years
from learning_coverage.config.model import Frozen, Identifier, Words
from learning_coverage.config.targets import Break

COMMUNE = "commune"


class Village(Frozen):
    """A village is an id; `name` is its present name, `names` are those of some years, `active` bounds its years."""

    id: Identifier
    name: Words
    aliases: tuple[Words, ...] = Field(default=(), strict=False)
    order: int | None = None
    type: Words | None = None
    names: tuple[Name, ...] = Field(default=(), strict=False)
    active: Years = Years()

    def name_in(self, year: int) -> str:
        return next((known.name for known in self.names if known.covers(year)), self.name)


class Group(Frozen):
    """Villages shown with a sum of their own, as those of a former commune; `plan` is the one that applies to them."""

    id: Identifier
    name: Words
    villages: tuple[Identifier, ...] = Field(min_length=1, strict=False)
    plan: Identifier | None = None


class Commune(Frozen):
    """`id` is the area its own figures are kept under, and the sums of its villages are shown under."""

    id: Identifier = COMMUNE
    name: Words
    breaks: tuple[Break, ...] = Field(default=(), strict=False)
    sample: bool = False
    villages: tuple[Village, ...] = Field(min_length=1, strict=False)
    changes: tuple[Change, ...] = Field(default=(), strict=False, alias="lineage")
    groups: tuple[Group, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _villages_differ(self) -> Self:
        taken = [self.id, *(village.id for village in self.villages)]
        _once("villages.id", taken)
        _once("groups.id", [*taken, *(group.id for group in self.groups)])
        known = {village.id for village in self.villages}
        for where, ids in [
            *((f"lineage.{change.year}", change.touched) for change in self.changes),
            *((f"groups.{group.id}.villages", group.villages) for group in self.groups),
        ]:
            if stray := [id_ for id_ in ids if id_ not in known]:
                raise not_allowed(f"{where}: {stray[0]}", ", ".join(sorted(known)))
        _once("groups.villages", [id_ for group in self.groups for id_ in group.villages])
        self._check_years()
        self._check_names()
        return self

    def _check_years(self) -> None:
        """Every village lived before what became of it, and after what it came from."""
        for village in self.villages:
            span = self.lineage.years_of(village.id)
            if span.first > span.last:
                raise not_allowed(f"villages.{village.id}: {span.first}–{span.last}", f"{span.first} ≤ …")
        for change in self.changes:
            for ids, year in ((change.before, change.year - 1), (change.after, change.year)):
                for id_ in ids:
                    span = self.lineage.years_of(id_)
                    if not span.covers(year):
                        allowed = f"{id_}: {span.since or '…'}–{span.until or '…'}"
                        raise not_allowed(f"lineage.{change.year}: {id_} ({year})", allowed)

    def _check_names(self) -> None:
        """No two villages of the same year have the same name."""
        spelled: dict[str, list[tuple[Village, Years]]] = {}
        for village in self.villages:
            for name, years in self.names_of(village):
                for other, taken in spelled.setdefault(name.casefold(), []):
                    if other is not village and taken.overlaps(years):
                        raise not_allowed(f"villages.name: {name.casefold()} (2×)", "1×")
                spelled[name.casefold()].append((village, years))

    @cached_property
    def lineage(self) -> Lineage:
        return Lineage(self.changes, {village.id: village.active for village in self.villages})

    @cached_property
    def area_names(self) -> dict[str, str]:
        """The present names of the villages and of the commune itself."""
        return {village.id: village.name for village in self.villages} | {self.id: self.name}

    def names_of(self, village: Village) -> list[tuple[str, Years]]:
        """Every name of a village with the years it had it, the first years first."""
        span = self.lineage.years_of(village.id)
        found: list[tuple[str, Years]] = []
        first = span.first
        for known in sorted(village.names, key=lambda known: known.first):
            if known.first > first:
                found.append((village.name, Years.of(first, min(known.first - 1, span.last))))
            found.append((known.name, Years.of(max(known.first, span.first), min(known.last, span.last))))
            first = known.last + 1
        if first <= span.last:
            found.append((village.name, Years.of(first, span.last)))
        return [(name, years) for name, years in found if years.first <= years.last]

    def members(self, area_id: str) -> set[str]:
        """The villages the commune or a group adds, with what its villages became."""
        found = {village.id for village in self.villages}
        if area_id != self.id:
            found = set(next(group.villages for group in self.groups if group.id == area_id))
        for change in self.lineage.changes:
            if change.kind != "part" and found.issuperset(change.before):
                found.update(change.after)
        return found

    @cached_property
    def in_order(self) -> tuple[Village, ...]:
        """The villages in the official order: `order` where given, else the place in the list."""
        numbered = enumerate(self.villages, start=1)
        return tuple(v for _, v in sorted(numbered, key=lambda item: (item[1].order or item[0], item[0])))


def _once(what: str, values: list[str]) -> None:
    times = Counter(value.casefold() for value in values)
    if twice := {value for value, n in times.items() if n > 1}:
        raise not_allowed(f"{what}: {', '.join(sorted(twice))} (2×)", "1×")


def sort_name(name: str) -> str:
    """A key for the Vietnamese A–Z order in which "Thôn 2" stands before "Thôn 10"."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(6), name)
