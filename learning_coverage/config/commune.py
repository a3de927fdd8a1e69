"""The commune (`commune.yaml`): its name, its villages and their changes."""

import re
from collections import Counter
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from learning_coverage.config.errors import not_allowed
from learning_coverage.config.lineage import DatedName, Lineage, LineageChange, YearSpan
from learning_coverage.config.model import FrozenModel, Identifier, NonEmptyStr
from learning_coverage.config.targets import SeriesBreak

DEFAULT_COMMUNE_ID = "commune"


class Village(FrozenModel):
    """A village; `name` is its present name, `names` are earlier ones, `active` limits the years it exists."""

    id: Identifier
    name: NonEmptyStr
    aliases: tuple[NonEmptyStr, ...] = Field(default=(), strict=False)
    order: int | None = None
    type: NonEmptyStr | None = None
    names: tuple[DatedName, ...] = Field(default=(), strict=False)
    active: YearSpan = YearSpan()

    def name_in(self, year: int) -> str:
        """The name of the village in a year."""
        return next((known.name for known in self.names if known.covers(year)), self.name)


class Group(FrozenModel):
    """Villages with a sum of their own, for example of a former commune; `plan` is the plan that applies to them."""

    id: Identifier
    name: NonEmptyStr
    villages: tuple[Identifier, ...] = Field(min_length=1, strict=False)
    plan: Identifier | None = None


class Commune(FrozenModel):
    """A commune; `id` is the area of its own figures and of the sums of its villages."""

    id: Identifier = DEFAULT_COMMUNE_ID
    name: NonEmptyStr
    breaks: tuple[SeriesBreak, ...] = Field(default=(), strict=False)
    sample: bool = False
    villages: tuple[Village, ...] = Field(min_length=1, strict=False)
    changes: tuple[LineageChange, ...] = Field(default=(), strict=False, alias="lineage")
    groups: tuple[Group, ...] = Field(default=(), strict=False)

    @model_validator(mode="after")
    def _check_consistency(self) -> Self:
        area_ids = [self.id, *(village.id for village in self.villages)]
        _check_unique("villages.id", area_ids)
        _check_unique("groups.id", [*area_ids, *(group.id for group in self.groups)])
        known = {village.id for village in self.villages}
        for where, ids in [
            *((f"lineage.{change.year}", change.involved_ids) for change in self.changes),
            *((f"groups.{group.id}.villages", group.villages) for group in self.groups),
        ]:
            if stray := [id_ for id_ in ids if id_ not in known]:
                raise not_allowed(f"{where}: {stray[0]}", ", ".join(sorted(known)))
        _check_unique("groups.villages", [id_ for group in self.groups for id_ in group.villages])
        self._check_years()
        self._check_names()
        return self

    def _check_years(self) -> None:
        """Every village exists in the year before a change it enters, and from the year of a change it results from."""
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
        spelled: dict[str, list[tuple[Village, YearSpan]]] = {}
        for village in self.villages:
            for name, years in self.names_of(village):
                for other, other_years in spelled.setdefault(name.casefold(), []):
                    if other is not village and other_years.overlaps(years):
                        raise not_allowed(f"villages.name: {name.casefold()} (2×)", "1×")
                spelled[name.casefold()].append((village, years))

    @cached_property
    def lineage(self) -> Lineage:
        """The changes of the villages and what follows from them."""
        return Lineage(self.changes, {village.id: village.active for village in self.villages})

    @cached_property
    def area_names(self) -> dict[str, str]:
        """The present names of the villages and of the commune itself."""
        return {village.id: village.name for village in self.villages} | {self.id: self.name}

    def names_of(self, village: Village) -> list[tuple[str, YearSpan]]:
        """The names of a village with their years, earliest first."""
        span = self.lineage.years_of(village.id)
        found: list[tuple[str, YearSpan]] = []
        first = span.first
        for known in sorted(village.names, key=lambda known: known.first):
            if known.first > first:
                found.append((village.name, YearSpan.between(first, min(known.first - 1, span.last))))
            found.append((known.name, YearSpan.between(max(known.first, span.first), min(known.last, span.last))))
            first = known.last + 1
        if first <= span.last:
            found.append((village.name, YearSpan.between(first, span.last)))
        return [(name, years) for name, years in found if years.first <= years.last]

    def member_ids(self, area_id: str) -> set[str]:
        """The ids of the villages that the commune or a group adds, including those its villages became."""
        found = {village.id for village in self.villages}
        if area_id != self.id:
            found = set(next(group.villages for group in self.groups if group.id == area_id))
        for change in self.lineage.changes:
            if change.kind != "part" and found.issuperset(change.before):
                found.update(change.after)
        return found

    @cached_property
    def ordered_villages(self) -> tuple[Village, ...]:
        """The villages in the official order: by `order`, or else by their position in the list."""
        numbered = enumerate(self.villages, start=1)
        return tuple(v for _, v in sorted(numbered, key=lambda item: (item[1].order or item[0], item[0])))


def _check_unique(what: str, values: list[str]) -> None:
    times = Counter(value.casefold() for value in values)
    if twice := {value for value, n in times.items() if n > 1}:
        raise not_allowed(f"{what}: {', '.join(sorted(twice))} (2×)", "1×")


def name_sort_key(name: str) -> str:
    """A sort key of a name by which "Thôn 2" comes before "Thôn 10"."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(6), name)
