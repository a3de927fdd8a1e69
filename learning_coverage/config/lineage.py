"""Changes of villages (renamed, merged, split, a part moved), each from a year on, and the boundaries they result in.

"then": the figures of a year are those of the villages of that year. "now": the figures of a merged village are the sum
of its former villages, and a split village keeps its own series up to the split. "grouped": all villages connected by
changes are one series through all years.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from learning_coverage.config.errors import not_allowed
from learning_coverage.config.model import FrozenModel, Identifier, NonEmptyStr, Year

NOW, THEN, GROUPED = "now", "then", "grouped"
BOUNDARIES = (THEN, NOW, GROUPED)  # the first is the default: a later change alters no figure of a year
DEFAULT_BOUNDARIES = BOUNDARIES[0]
MIN_YEAR, MAX_YEAR = 0, 9999  # of an open span of years


class YearSpan(FrozenModel):
    """From one year to another, both included; None is an open end."""

    since: Year | None = Field(default=None, alias="from")
    until: Year | None = Field(default=None, alias="to")

    @classmethod
    def between(cls, first: int, last: int) -> "YearSpan":
        """The span of two years; MIN_YEAR and MAX_YEAR are open ends."""
        return YearSpan.model_construct(
            since=None if first == MIN_YEAR else first, until=None if last == MAX_YEAR else last
        )

    @property
    def first(self) -> int:
        """The first year of the span."""
        return MIN_YEAR if self.since is None else self.since

    @property
    def last(self) -> int:
        """The last year of the span."""
        return MAX_YEAR if self.until is None else self.until

    def covers(self, year: int) -> bool:
        """Whether the year lies in the span."""
        return self.first <= year <= self.last

    def overlaps(self, other: "YearSpan") -> bool:
        """Whether the spans share a year."""
        return self.first <= other.last and other.first <= self.last

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.first > self.last:
            raise not_allowed(f"from: {self.since}", f"≤ {self.until}")
        return self


class DatedName(YearSpan):
    """A name a village had for some years."""

    name: NonEmptyStr


_CARDINALITIES = {"renamed": ("1", "1"), "merged": ("≥ 2", "1"), "split": ("1", "≥ 2"), "part": ("1", "1")}


class LineageChange(FrozenModel):
    """A change of villages from `year` on; `share` is the approximate percentage of the households that moved."""

    kind: Literal["renamed", "merged", "split", "part"]
    before: tuple[Identifier, ...] = Field(min_length=1, strict=False, alias="from")
    after: tuple[Identifier, ...] = Field(min_length=1, strict=False, alias="to")
    year: Year
    decision: NonEmptyStr | None = None
    share: Annotated[int, Field(ge=1, le=99)] | None = None

    @property
    def involved_ids(self) -> tuple[str, ...]:
        """The villages before and after, each once."""
        return tuple(dict.fromkeys((*self.before, *self.after)))

    @model_validator(mode="after")
    def _check_shape(self) -> Self:
        for key, ids, allowed in zip(("from", "to"), (self.before, self.after), _CARDINALITIES[self.kind], strict=True):
            fits = len(ids) == 1 if allowed == "1" else len(ids) >= 2
            if not fits or len(set(ids)) < len(ids):
                raise not_allowed(f"lineage.{self.year}.{key}: {', '.join(ids)}", allowed)
        if self.kind == "part" and self.before == self.after:
            raise not_allowed(f"lineage.{self.year}.to: {self.after[0]}", f"≠ {self.before[0]}")
        if self.share is not None and self.kind != "part":
            raise not_allowed(f"lineage.{self.year}.share: {self.share}", "kind: part")
        return self


class Lineage:
    """The changes in the order of their years, and the years, areas and boundaries that follow from them."""

    def __init__(self, changes: Iterable[LineageChange], active: Mapping[str, YearSpan]) -> None:
        self.changes = tuple(sorted(changes, key=lambda change: change.year))
        self._active = active

    def years_of(self, id_: str) -> YearSpan:
        """The years a village reports for: between the changes that create and end it, within its `active` years."""
        if not self.changes:
            return self._active[id_]
        whole = [change for change in self.changes if change.kind != "part"]
        born = [c.year for c in whole if id_ in c.after and id_ not in c.before]
        died = [c.year - 1 for c in whole if id_ in c.before and id_ not in c.after]
        active = self._active[id_]
        return YearSpan.between(max([active.first, *born]), min([active.last, *died]))

    def iter_successors(self) -> Iterator[tuple[str, str, YearSpan]]:
        """(village id, id of the village its territory belongs to, in which years), itself first; until a split."""
        for id_ in self._active:
            now, first = id_, self.years_of(id_).first
            for change in self.changes:
                if change.kind in ("merged", "renamed") and now in change.before:
                    yield id_, now, YearSpan.between(first, change.year - 1)
                    now, first = change.after[0], change.year
            yield id_, now, YearSpan.between(first, self.years_of(now).last)

    def map_to_areas(self, boundaries: str) -> dict[str, str]:
        """Village id → id of the area its figures are shown as."""
        if boundaries == GROUPED:
            return self._group_ids
        return self._present_ids if boundaries == NOW else {id_: id_ for id_ in self._active}

    def members_by_area(self, boundaries: str) -> dict[str, list[str]]:
        """Id of a shown area → ids of the villages whose figures it adds."""
        return self._members_by_boundaries[boundaries]

    @cached_property
    def _members_by_boundaries(self) -> dict[str, dict[str, list[str]]]:
        found: dict[str, dict[str, list[str]]] = {boundaries: {} for boundaries in BOUNDARIES}
        for boundaries, parts in found.items():
            for id_, shown in self.map_to_areas(boundaries).items():
                parts.setdefault(shown, []).append(id_)
        return found

    @cached_property
    def _present_ids(self) -> dict[str, str]:
        """Village id → id of the present village after mergers and renamings."""
        shown = {}
        for id_ in self._active:
            now = id_
            for change in self.changes:
                if change.kind in ("merged", "renamed") and now in change.before:
                    now = change.after[0]
            shown[id_] = now
        return shown

    @cached_property
    def _group_ids(self) -> dict[str, str]:
        """Village id → id of its group of connected villages: the present village, or several joined by `~`."""
        names = {id(group): "~".join(self._select_present(group)) for group in self._connected.values()}
        return {id_: names[id(group)] for id_, group in self._connected.items()}

    @cached_property
    def _connected(self) -> dict[str, set[str]]:
        tied = {id_: {id_} for id_ in self._active}
        for change in self.changes:
            together = set().union(*(tied[id_] for id_ in change.involved_ids))
            for id_ in together:
                tied[id_] = together
        return tied

    def connected_to(self, *ids: str) -> tuple[str, ...]:
        """The ids of all villages connected to these by changes, in the order of the file."""
        together = set().union(*(self._connected[id_] for id_ in ids))
        return tuple(id_ for id_ in self._active if id_ in together)

    def _select_present(self, group: set[str]) -> list[str]:
        """The ids of a group that exist today, in the order of the file; all ids if none does."""
        every = sorted(group, key=self._positions.__getitem__)
        return [id_ for id_ in every if self.years_of(id_).last == MAX_YEAR] or every

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {id_: place for place, id_ in enumerate(self._active)}

    def territory_changes(self, area_id: str, boundaries: str) -> tuple[LineageChange, ...]:
        """The changes of an area's territory; a renaming is none."""
        own = set(self.members_by_area(boundaries).get(area_id, ()))
        return tuple(c for c in self.changes if c.kind != "renamed" and own.intersection(c.involved_ids))

    @property
    def boundary_choices(self) -> tuple[str, ...]:
        """The boundaries that give different figures; the first is the default."""
        if not self.changes:
            return (DEFAULT_BOUNDARIES,)
        parted = any(change.kind in ("split", "part") for change in self.changes)
        return BOUNDARIES if parted else (THEN, NOW)
