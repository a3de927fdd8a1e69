"""Meanings of header cells: field, indicator, year and unit.

Every word of a cell must have a meaning, otherwise the cell is unknown: "Số hộ chưa đạt" is not "Số hộ đạt".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.indicator_names import IndicatorNames
from learning_coverage.intake.names.syllables import clean, syllable_key
from learning_coverage.intake.names.years import parse_year

COUNT_FIELDS = ("total", "registered", "recognised")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_YEAR = re.compile(r"(?:(?:năm|nam)\s+)?((?:19|20|21)\d\d)\b", re.IGNORECASE)
_MAX_LENGTH = 200  # characters; longer text is no header, and its brackets would nest too deeply
_PART_SEPARATOR = re.compile(r"[-–:\n(,]")


@dataclass(frozen=True)
class Meaning:
    """What a header cell names; `ratio` are the two counts of a column of n/N cells, in the order written.

    `indicator_ids` has several entries where the words leave a choice; `unit` is the unit a total names.
    """

    field: str | None = None
    indicator_ids: tuple[str, ...] = ()
    year: int | None = None
    ratio: tuple[str, str] | None = None
    unit: str | None = None
    is_known: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether the text is known but names nothing, such as "Kết quả"."""
        return self.is_known and not (self.field or self.indicator_ids or self.year or self.ratio)


UNKNOWN = Meaning(is_known=False)


@dataclass(frozen=True)
class HeaderInterpreter:
    """`header_targets`: header text → `field`, `field:indicator` or `field:indicator:year`, chosen by users."""

    indicator_names: IndicatorNames
    header_targets: Mapping[str, str]

    @cached_property
    def _targets_by_key(self) -> dict[str, str]:
        return {syllable_key(text) or clean(text): target for text, target in self.header_targets.items()}

    def find_target(self, text: str) -> Meaning | None:
        """The meaning a user chose for this header, None without a choice."""
        target = self._targets_by_key.get(syllable_key(text) or clean(text))
        return _parse_target(target) if target else None

    def interpret(self, text: str) -> Meaning:
        """The meaning of one header cell, UNKNOWN when a word has none."""
        text = clean(text)
        if (chosen := self.find_target(text)) is not None:
            return chosen
        if len(text) > _MAX_LENGTH:
            return UNKNOWN
        if not text or syllable_key(text) in word_lists.keys("fillers"):
            return Meaning()
        if _starts_with(text, "personal_starts"):
            return Meaning(field="personal")
        if _is_rate(text):
            return replace(
                self._interpret_without_field(text), field="rate" if self._is_plain_rate(text) else "rate_other"
            )
        return (
            self._interpret_ratio(text)
            or self._interpret_exact(text)
            or self._interpret_composed(text)
            or self._interpret_unbracketed(text)
            or UNKNOWN
        )

    def _interpret_exact(self, text: str) -> Meaning | None:
        key = syllable_key(text)
        if term := self.indicator_names.header_terms.get(key):
            return _meaning_of(term)
        year = parse_year(text)
        if year is not None:
            return Meaning(year=year)
        named = self.indicator_names.match(text)
        return Meaning(indicator_ids=named.ids) if named.ids else None

    def _interpret_ratio(self, text: str) -> Meaning | None:
        """ "Đạt/Tổng số hộ": two counts in one cell."""
        parts = [self._interpret_exact(part) for part in text.split("/")]
        if len(parts) != 2 or parts[0] is None or parts[1] is None:
            return None
        first, second = parts[0].field, parts[1].field
        if first in COUNT_FIELDS and second in COUNT_FIELDS and first != second:
            return Meaning(ratio=(first, second), unit=parts[0].unit or parts[1].unit)
        return None

    def _interpret_composed(self, text: str) -> Meaning | None:
        """Field, indicator and year in one cell: "GĐHT đạt năm 2024"."""
        years = {int(year) for year in _YEAR.findall(text)}
        plain = _YEAR.sub(" ", text)
        ids = self.indicator_names.find_in(plain).ids
        if len(years) > 1 or "" in ids or not (years or ids):
            return None
        rest = self.indicator_names.remaining_key(plain)
        term = self.indicator_names.header_terms.get(rest)
        if rest and not term and rest not in word_lists.keys("fillers"):
            return None
        meaning = _meaning_of(term) if term else Meaning()
        if (
            meaning.field == "total"
            and ids
            and syllable_key(plain).startswith(rest)
            and not _PART_SEPARATOR.search(text)
        ):
            return None  # "Tổng số gia đình học tập" may be all families or the titled ones, "GĐHT tổng số" may not
        return replace(meaning, indicator_ids=ids, year=years.pop() if years else None)

    def _interpret_unbracketed(self, text: str) -> Meaning | None:
        """A header whose brackets hold only units or column numbers: "Tổng số (hộ)"."""
        plain = _BRACKETS.sub(" ", text)
        notes = _BRACKETS.findall(text)
        if not notes or not clean(plain) or not all(self._is_note(note) for note in notes):
            return None
        meaning = self.interpret(plain)
        units = {self.indicator_names.units.match(note) for note in notes} - {None}
        if meaning.is_known and meaning.field == "total" and len(units) == 1:
            return replace(meaning, unit=units.pop())
        return meaning

    def _is_note(self, text: str) -> bool:
        key = syllable_key(text)
        return not key or key.isdigit() or self.indicator_names.units.match(text) is not None

    def _is_plain_rate(self, text: str) -> bool:
        """Whether a rate compares recognised with total, not something else."""
        key = syllable_key(_BRACKETS.sub(" ", text))
        term = self.indicator_names.header_terms.get(key)
        return not key or (term is not None and term.field in ("rate", "recognised"))

    def _interpret_without_field(self, text: str) -> Meaning:
        years = {int(year) for year in _YEAR.findall(text)}
        ids = self.indicator_names.find_in(text).ids
        return Meaning(indicator_ids=tuple(i for i in ids if i), year=years.pop() if len(years) == 1 else None)


def _parse_target(target: str) -> Meaning:
    field, _, rest = target.partition(":")
    indicator, _, year = rest.partition(":")
    return Meaning(
        field=field or None,
        indicator_ids=(indicator,) if indicator else (),
        year=int(year) if year.isascii() and year.isdigit() else None,
    )


def _is_rate(text: str) -> bool:
    return "%" in text or _starts_with(text, "rate_starts")


def _starts_with(text: str, group: str) -> bool:
    key = syllable_key(text)
    return any(key == start or key.startswith(f"{start} ") for start in word_lists.keys(group))


def _meaning_of(term: word_lists.HeaderTerm) -> Meaning:
    """A term as a meaning; only a total's unit matters later."""
    return Meaning(field=term.field, unit=term.unit if term.field == "total" else None)
