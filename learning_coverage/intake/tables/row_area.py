"""Which area a row is about: a village, or the commune for what is counted there."""

from dataclasses import dataclass, field

from learning_coverage.config import Indicator
from learning_coverage.intake.names.village_names import Villages
from learning_coverage.intake.tables.row_kinds import is_total


@dataclass(frozen=True)
class Doubt:
    """Why no area could be told: a problem's code and details."""

    code: str
    details: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Areas:
    villages: Villages
    has_column: bool

    def of(self, label: str, indicator: Indicator | None, year: int | None) -> str | Doubt | None:
        """The area id, a Doubt, or None where another problem covers it. `indicator` None: only the name counts.

        A name means the village that had it in that year.
        """
        there = self.villages if year is None else self.villages.of_year(year)
        match = there.match(label)
        if not match.ids and (gone := self.villages.match(label)).ids:
            named = {"named": self.villages.shown(gone.ids), "choices": there.in_place_of(gone.ids), "year": str(year)}
            return Doubt("village_not_of_year", named)
        if match.one:
            return self._fitting(match.one, indicator)
        if match.ids:
            return Doubt("village_ambiguous", {"choices": there.shown(match.ids)})
        if not label or self.villages.is_commune(label) or is_total(label):
            return self._commune(label, indicator)
        similar = there.similar(label)
        if similar:
            return Doubt("village_similar", {"choices": there.shown(similar)})
        return Doubt("village_unknown")

    def _fitting(self, village: str, indicator: Indicator | None) -> str | Doubt:
        if indicator is not None and indicator.level == "commune":
            return Doubt("village_row_of_commune", {"title": indicator.name.vi})
        return village

    def _commune(self, label: str, indicator: Indicator | None) -> str | Doubt | None:
        if indicator is None:
            return None
        if indicator.level == "commune":
            return self.villages.config.whole
        if not self.has_column:
            return None
        return Doubt("commune_row_of_village", {"title": indicator.name.vi}) if label else Doubt("village_blank")
