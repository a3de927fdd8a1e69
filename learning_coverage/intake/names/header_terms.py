"""One cell of a header: which field, indicator and year it names, or that it is not understood.

Everything in the cell must be accounted for: a word left over makes the cell unknown, because
"Số hộ chưa đạt" is not "Số hộ đạt".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.indicator_names import Titles
from learning_coverage.intake.names.syllables import clean, syllable_key
from learning_coverage.intake.names.years import year_of_cell

COUNTS = ("total", "registered", "recognised")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_YEAR = re.compile(r"(?:(?:năm|nam)\s+)?((?:19|20|21)\d\d)\b", re.IGNORECASE)
_LONGEST = 200  # characters; a longer text is no header, and its nested brackets would go too deep
_APART = re.compile(r"[-–:\n(,]")


@dataclass(frozen=True)
class Meaning:
    """`ratio` names the two counts of a column of n/N cells, in the order written.

    `indicators` has several entries where the words leave a question; `unit_of` is the indicator a total's unit names.
    """

    field: str | None = None
    indicators: tuple[str, ...] = ()
    year: int | None = None
    ratio: tuple[str, str] | None = None
    unit_of: str | None = None
    known: bool = True

    @property
    def says_nothing(self) -> bool:
        return self.known and not (self.field or self.indicators or self.year or self.ratio)


UNKNOWN = Meaning(known=False)


@dataclass(frozen=True)
class Interpreter:
    """`learnt` maps header texts to `field`, `field:indicator` or `field:indicator:year`, given by people."""

    titles: Titles
    learnt: Mapping[str, str]

    @cached_property
    def _learnt_keys(self) -> dict[str, str]:
        return {syllable_key(text) or clean(text): target for text, target in self.learnt.items()}

    def given(self, text: str) -> Meaning | None:
        """What people said this header means."""
        target = self._learnt_keys.get(syllable_key(text) or clean(text))
        return _from_target(target) if target else None

    def cell(self, text: str) -> Meaning:
        """The meaning of one header cell."""
        text = clean(text)
        if (given := self.given(text)) is not None:
            return given
        if len(text) > _LONGEST:
            return UNKNOWN
        if not text or syllable_key(text) in word_lists.keys("fillers"):
            return Meaning()
        if _starts(text, "personal_starts"):
            return Meaning(field="personal")
        if _is_rate(text):
            return replace(self._without_field(text), field="rate" if _is_plain_rate(text) else "rate_other")
        return self._ratio(text) or self._exact(text) or self._composed(text) or self._unbracketed(text) or UNKNOWN

    def _exact(self, text: str) -> Meaning | None:
        key = syllable_key(text)
        if field := word_lists.fields().get(key):
            return Meaning(field=field, unit_of=_unit_of(key) if field == "total" else None)
        year = year_of_cell(text)
        if year is not None:
            return Meaning(year=year)
        named = self.titles.named(text)
        return Meaning(indicators=named.indicators) if named.indicators else None

    def _ratio(self, text: str) -> Meaning | None:
        """ "Đạt/Tổng số hộ": two counts in one cell."""
        parts = [self._exact(part) for part in text.split("/")]
        if len(parts) != 2 or parts[0] is None or parts[1] is None:
            return None
        first, second = parts[0].field, parts[1].field
        if first in COUNTS and second in COUNTS and first != second:
            return Meaning(ratio=(first, second), unit_of=parts[0].unit_of or parts[1].unit_of)
        return None

    def _composed(self, text: str) -> Meaning | None:
        """Field, title and year in one cell: "GĐHT đạt năm 2024"."""
        years = {int(year) for year in _YEAR.findall(text)}
        plain = _YEAR.sub(" ", text)
        found = self.titles.inside(plain)
        if len(years) > 1 or "" in found.indicators or not (years or found.indicators):
            return None
        rest = self.titles.rest(plain)
        field = word_lists.fields().get(rest)
        if rest and not field and rest not in word_lists.keys("fillers"):
            return None
        if field == "total" and found.indicators and syllable_key(plain).startswith(rest) and not _APART.search(text):
            return None  # "Tổng số gia đình học tập" may be all families or the titled ones, "GĐHT tổng số" may not
        unit = _unit_of(rest) if field == "total" else None
        return Meaning(field, found.indicators, years.pop() if years else None, unit_of=unit)

    def _unbracketed(self, text: str) -> Meaning | None:
        """Brackets that hold a unit or a number of a column say nothing new: "Tổng số (hộ)"."""
        plain = _BRACKETS.sub(" ", text)
        notes = _BRACKETS.findall(text)
        if not notes or not clean(plain) or not all(_is_note(note) for note in notes):
            return None
        meaning = self.cell(plain)
        units = {word_lists.total_units().get(syllable_key(note)) for note in notes} - {None}
        if meaning.known and meaning.field == "total" and len(units) == 1:
            return replace(meaning, unit_of=units.pop())
        return meaning

    def _without_field(self, text: str) -> Meaning:
        years = {int(year) for year in _YEAR.findall(text)}
        found = self.titles.inside(text).indicators
        return Meaning(indicators=tuple(i for i in found if i), year=years.pop() if len(years) == 1 else None)


def _from_target(target: str) -> Meaning:
    field, _, rest = target.partition(":")
    indicator, _, year = rest.partition(":")
    return Meaning(
        field=field or None,
        indicators=(indicator,) if indicator else (),
        year=int(year) if year.isascii() and year.isdigit() else None,
    )


def _is_rate(text: str) -> bool:
    return "%" in text or _starts(text, "rate_starts")


def _starts(text: str, group: str) -> bool:
    key = syllable_key(text)
    return any(key == start or key.startswith(f"{start} ") for start in word_lists.keys(group))


def _is_plain_rate(text: str) -> bool:
    """A rate of recognised to total, not of something else to something else."""
    key = syllable_key(_BRACKETS.sub(" ", text))
    return not key or word_lists.fields().get(key) in ("rate", "recognised")


def _unit_of(key: str) -> str | None:
    """The indicator whose unit ends a total's words: "tổng số hộ" → gia_dinh."""
    units = word_lists.total_units()
    return next((units[unit] for unit in sorted(units, key=len, reverse=True) if f" {key}".endswith(f" {unit}")), None)


def _is_note(text: str) -> bool:
    key = syllable_key(text)
    return not key or key in word_lists.count_units() or key.isdigit()
