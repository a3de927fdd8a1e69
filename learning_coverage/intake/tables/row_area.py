"""Which area a row is about: a village, or the commune for what is counted there."""

from dataclasses import dataclass, field

from learning_coverage.config import Indicator
from learning_coverage.intake.names.village_names import VillageNames
from learning_coverage.intake.tables.row_kinds import is_total_label


@dataclass(frozen=True)
class AreaProblem:
    """Why no area could be told: a problem's code and details."""

    code: str
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AreaResolver:
    village_names: VillageNames
    has_village_column: bool

    def resolve(self, label: str, indicator: Indicator | None, year: int | None) -> str | AreaProblem | None:
        """The area id, a Doubt, or None where another problem covers it. `indicator` None: only the name counts.

        A name means the village that had it in that year.
        """
        there = self.village_names if year is None else self.village_names.for_year(year)
        match = there.match(label)
        if not match.ids and (gone := self.village_names.match(label)).ids:
            named = {
                "named": self.village_names.join_names(gone.ids),
                "choices": there.join_counterparts(gone.ids),
                "year": str(year),
            }
            return AreaProblem("village_not_of_year", named)
        if match.single:
            return self._check_level(match.single, indicator)
        if match.ids:
            return AreaProblem("village_ambiguous", {"choices": there.join_names(match.ids)})
        if not label or self.village_names.is_commune(label) or is_total_label(label):
            return self._resolve_commune(label, indicator)
        similar = there.find_similar(label)
        if similar:
            return AreaProblem("village_similar", {"choices": there.join_names(similar)})
        return AreaProblem("village_unknown")

    def _check_level(self, village: str, indicator: Indicator | None) -> str | AreaProblem:
        if indicator is not None and indicator.level == "commune":
            return AreaProblem("village_row_of_commune", {"title": indicator.name.vi})
        return village

    def _resolve_commune(self, label: str, indicator: Indicator | None) -> str | AreaProblem | None:
        if indicator is None:
            return None
        if indicator.level == "commune":
            return self.village_names.config.scope_id
        if not self.has_village_column:
            return None
        return (
            AreaProblem("commune_row_of_village", {"title": indicator.name.vi})
            if label
            else AreaProblem("village_blank")
        )
