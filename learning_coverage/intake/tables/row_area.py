"""The area of a row: a village, or the commune for indicators of its level."""

from dataclasses import dataclass, field

from learning_coverage.config import Indicator
from learning_coverage.intake.names.village_names import VillageNames
from learning_coverage.intake.tables.row_kinds import is_total_label


@dataclass(frozen=True)
class AreaProblem:
    """Why a row has no area: code and details of a problem."""

    code: str
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AreaResolver:
    """Areas by the label of a row."""

    village_names: VillageNames
    has_village_column: bool

    def resolve(self, label: str, indicator: Indicator | None, year: int | None) -> str | AreaProblem | None:
        """The area id, an AreaProblem, or None where another problem covers the row.

        A name means the village with that name in the year; without an indicator its level is not checked.
        """
        names = self.village_names if year is None else self.village_names.for_year(year)
        match = names.match(label)
        if not match.ids and (other_years := self.village_names.match(label)).ids:
            details = {
                "named": self.village_names.join_names(other_years.ids),
                "choices": names.join_counterparts(other_years.ids),
                "year": str(year),
            }
            return AreaProblem("village_not_of_year", details)
        if match.single:
            return self._check_level(match.single, indicator)
        if match.ids:
            return AreaProblem("village_ambiguous", {"choices": names.join_names(match.ids)})
        if not label or self.village_names.is_commune(label) or is_total_label(label):
            return self._resolve_commune(label, indicator)
        similar = names.find_similar(label)
        if similar:
            return AreaProblem("village_similar", {"choices": names.join_names(similar)})
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
