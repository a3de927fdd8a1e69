"""Units of counting named in headers and cells, against the units of the indicators."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from learning_coverage.config import Config
from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.syllables import syllable_key


@dataclass(frozen=True)
class UnitNames:
    """Units of `targets.yaml` and of words.yaml, each identified by the key of its first word."""

    config: Config

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Keys of the indicators' units."""
        return frozenset(syllable_key(indicator.unit.vi) for indicator in self.config.indicators.values())

    @cached_property
    def _units_by_word(self) -> dict[str, str]:
        return word_lists.units_by_word(self.own_words)

    @cached_property
    def _unit_by_indicator(self) -> dict[str, str]:
        units = {i.id: syllable_key(i.unit.vi) for i in self.config.indicators.values()}
        return {id_: self._units_by_word[word] for id_, word in units.items()}

    def match(self, text: str) -> str | None:
        """The unit a whole text names; None for any other text."""
        return self._units_by_word.get(syllable_key(text))

    def select_counted_in(self, unit: str | None, indicator_ids: set[str]) -> set[str]:
        """Those of the indicators counted in a unit; all of them when none is and the unit is general or None."""
        counted = {id_ for id_ in indicator_ids if self._unit_by_indicator.get(id_) == unit}
        return counted or (indicator_ids if _is_open(unit) else set())

    def is_of_other(self, unit: str | None, indicator_id: str) -> bool:
        """Whether a unit contradicts the indicator's own; several indicators may share one."""
        return not _is_open(unit) and unit != self._unit_by_indicator.get(indicator_id)

    def suits_by_word(self, indicator_id: str) -> Mapping[str, bool]:
        """Unit words by key: whether they may follow a count of the indicator."""
        return self._suits[indicator_id]

    @cached_property
    def _suits(self) -> dict[str, dict[str, bool]]:
        return {
            id_: {word: not self.is_of_other(unit, id_) for word, unit in self._units_by_word.items()}
            for id_ in self.config.indicators
        }


def _is_open(unit: str | None) -> bool:
    """Whether a unit fits any indicator: none is named, or a general one."""
    return unit is None or unit in word_lists.keys("general_units")
