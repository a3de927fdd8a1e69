"""Counts in the columns of the data contract (`data/README.md`), ready to be imported again."""

from dataclasses import dataclass
from functools import cached_property

from learning_coverage import csv_safety
from learning_coverage.config import Config
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import STAGE, YEAR, Request
from learning_coverage.facts import CONTRACT_FIELDS, Fact
from learning_coverage.intake.names.village_names import VillageNames
from learning_coverage.store.writes.save_plan import read_current_facts


def make(basis: Basis, request: Request) -> bytes:
    """A row per year, village and indicator with a figure: of a year, or of all the years of a longer report.

    Only counts, so there is no decimal in it. Every figure stands with the village that reported it, under its name of
    that year. A yes or no without an answer is omitted: beside others that were, a blank reads as a no. Taking the file
    in changes nothing. Invented figures say so in a last line, which is no row of figures.
    """
    first, last = _select_years(basis.config, request)
    names = _ExportNames(basis.config)
    facts = [
        fact
        for fact in _select_facts(basis, request.village)
        if first <= fact.year <= last and _has_figure(fact, basis.config)
    ]
    rows = [_build_row(fact, names) for fact in sorted(facts, key=names.sort_key)]
    sample_row = [
        basis.source,
        *[None] * (len(CONTRACT_FIELDS) - 1),
    ]  # as many cells as the head: a shorter line has lost some
    return csv_safety.to_csv([tuple(CONTRACT_FIELDS), *rows, *([sample_row] if basis.is_sample else [])])


def _select_years(config: Config, request: Request) -> tuple[int, int]:
    last = min(request.year, config.milestones[0].year) if request.preset == STAGE else request.year
    return (last if request.preset == YEAR else config.first_year), last


def _select_facts(basis: Basis, village: str | None) -> list[Fact]:
    """The facts of a village and its predecessors, or of all villages and the commune."""
    areas = basis.config.lineage.map_to_areas(basis.figures.boundaries) | (
        {} if village else {basis.config.scope_id: basis.config.scope_id}
    )
    facts = read_current_facts(basis.figures).values()
    return [fact for fact in facts if fact.area_id in areas and village in (None, areas[fact.area_id])]


def _has_figure(fact: Fact, config: Config) -> bool:
    """Whether the plan has the indicator and the fact a figure: a share may have a total before a result."""
    indicator = config.indicators.get(fact.indicator_id)
    return indicator is not None and (indicator.kind == "share" or not fact.is_pending)


def _build_row(fact: Fact, names: "_ExportNames") -> list[csv_safety.Cell]:
    name = names.find(fact.area_id, fact.year)
    return [str(fact.year), name, fact.indicator_id, fact.total, fact.registered, fact.recognised, fact.grade]


@dataclass(frozen=True)
class _ExportNames:
    """Names under which the reader finds the same village again."""

    config: Config

    @cached_property
    def _villages(self) -> VillageNames:
        return VillageNames(self.config)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {id_: place for place, id_ in enumerate([*(v.id for v in self.config.villages), self.config.scope_id])}

    def find(self, area: str, year: int) -> str:
        """The name of that year; the id where the name alone matches no village or several."""
        if area == self.config.scope_id:
            return ""
        name = next(village.name_in(year) for village in self.config.villages if village.id == area)
        return name if self._villages.for_year(year).match(name).single == area else area

    def sort_key(self, fact: Fact) -> tuple[int, int, int]:
        """Year, then official order of the village, then order of the indicator in the plan."""
        return fact.year, self._positions[fact.area_id], list(self.config.indicators).index(fact.indicator_id)
