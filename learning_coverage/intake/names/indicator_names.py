"""Indicators named in texts by id, name, short name or alias, never by letters without accents.

CĐHT (a village) and CDHT (citizens) differ in one letter, and CDHT alone may be either series of citizens.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from learning_coverage.config import Config
from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.syllables import is_abbreviation, syllable_key, unaccented_key
from learning_coverage.intake.names.unit_names import UnitNames

_GENERAL_GROUPS = ("fillers", "totals", "commune", "title_leads", "signatures")
_MIN_LENGTH_IN_TEXT = 3  # characters; shorter words stand in too many texts
_YEAR = re.compile(r"(?:năm\s+)?\b(?:19|20|21)\d\d\b", re.IGNORECASE)
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}|[IVX]{1,4})[.)]\s*(?=[^\W\d])")


@dataclass(frozen=True)
class IndicatorMatch:
    """Ids of the indicators a text may mean: one is certain, several need a choice, none is unknown.

    "" stands for a title of another programme.
    """

    ids: tuple[str, ...] = ()

    @property
    def single(self) -> str | None:
        """The only id, None when there are several or none."""
        return self.ids[0] if len(self.ids) == 1 else None


@dataclass(frozen=True)
class IndicatorNames:
    """Names, short names and aliases of `targets.yaml`, and the header terms that its units make."""

    config: Config

    @cached_property
    def units(self) -> UnitNames:
        """The units of the indicators, by their words."""
        return UnitNames(self.config)

    @cached_property
    def header_terms(self) -> dict[str, word_lists.HeaderTerm]:
        """Header terms by key, those with the units of the plan too."""
        return word_lists.header_terms(self.units.own_words)

    @cached_property
    def ids_by_key(self) -> dict[str, tuple[str, ...]]:
        """Indicators by the key of every word for them, in the order of the plan; a shared word has several."""
        ids: dict[str, dict[str, None]] = {}
        for indicator in self.config.indicators.values():
            for word in (indicator.name.vi, indicator.short.vi, indicator.name.en, *indicator.aliases):
                ids.setdefault(syllable_key(word), {})[indicator.id] = None
        return {key: tuple(owners) for key, owners in ids.items() if key}

    @cached_property
    def ids_by_shared_start(self) -> dict[str, tuple[str, ...]]:
        """Beginnings shared by several indicators, such as "công dân học tập" by both series of citizens."""
        starts: dict[str, set[str]] = {}
        for key, owners in self.ids_by_key.items():
            parts = key.split()
            for end in range(1, len(parts)):
                starts.setdefault(" ".join(parts[:end]), set()).update(owners)
        return {
            key: tuple(i for i in self.config.indicators if i in ids)
            for key, ids in starts.items()
            if len(ids) > 1 and key not in self.ids_by_key and _is_title_like(key)
        }

    def match(self, text: str) -> IndicatorMatch:
        """The indicators a whole cell names, without regard to a leading number."""
        text = _NUMBERING.sub("", text, count=1)
        if text.strip().casefold() in self.config.indicators:
            return IndicatorMatch((text.strip().casefold(),))
        key = syllable_key(text)
        if key in self.ids_by_key:
            return IndicatorMatch(self.ids_by_key[key])
        inside = self.find_in(text)
        if inside.single and self.remaining_key(text) in {"", *word_lists.keys("title_leads")}:
            return inside
        return self._match_shared_start(key)

    def remaining_key(self, text: str) -> str:
        """The key of a text without the titles in it."""
        key = f" {syllable_key(text)} "
        for words in self.keys_longest_first:
            key = key.replace(f" {words} ", " ")
        return " ".join(key.split())

    def _match_shared_start(self, key: str) -> IndicatorMatch:
        """A shared beginning, with the further words used to choose between its indicators."""
        start = next(
            (family for family in sorted(self.ids_by_shared_start, key=len, reverse=True) if _starts_with(key, family)),
            None,
        )
        if start is None:
            return IndicatorMatch()
        more = set(key.split()) - set(start.split())
        members = self.ids_by_shared_start[start]
        fitting = tuple(i for i in members if more <= self._words_of(i) | {"là", "và", "trong"})
        return IndicatorMatch(fitting if more and len(fitting) == 1 else members if not more or fitting else ())

    def _words_of(self, indicator_id: str) -> set[str]:
        return {part for key, owners in self.ids_by_key.items() if indicator_id in owners for part in key.split()}

    def find_in(self, text: str) -> IndicatorMatch:
        """The indicators named in a longer text, the longest words first, each place of the text used once."""
        rest = f" {syllable_key(text)} "
        named: dict[str, None] = {}
        for key, ids in self._ids_longest_first:
            if f" {key} " in rest:
                rest = rest.replace(f" {key} ", " · ")
                named |= dict.fromkeys(ids)
        return IndicatorMatch(tuple(named))

    def find_in_heading(self, lines: Iterable[str]) -> IndicatorMatch:
        """The indicators named in the lines above a table, else by a line of a short name and a year."""
        lines = tuple(lines)
        if (match := self.find_in(" · ".join(lines))).ids:
            return match
        keys = (syllable_key(_YEAR.sub(" ", line)) for line in lines)
        return IndicatorMatch(tuple(dict.fromkeys(id_ for key in keys for id_ in self.ids_by_key.get(key, ()))))

    @cached_property
    def _ids_longest_first(self) -> list[tuple[str, tuple[str, ...]]]:
        others = dict.fromkeys(word_lists.keys("other_titles"), ("",))
        known = {key: ids for key, ids in self.ids_by_key.items() if key in self._keys_in_text or _is_title_like(key)}
        return sorted({**self.ids_by_shared_start, **known, **others}.items(), key=lambda item: -len(item[0]))

    @cached_property
    def _keys_in_text(self) -> set[str]:
        """Full names and aliases that mean the indicator inside longer text too.

        Short names ("Cấp xã") and words that headers, totals or units use anyway mean it only as a whole cell.
        """
        indicators = self.config.indicators.values()
        names = {syllable_key(name) for i in indicators for name in (i.name.vi, i.name.en)}
        aliases = {syllable_key(alias) for i in indicators for alias in i.aliases if self.units.match(alias) is None}
        general = set(self.header_terms).union(*map(word_lists.keys, _GENERAL_GROUPS))
        return {key for key in (names | aliases) - general if len(key) > _MIN_LENGTH_IN_TEXT}

    @property
    def keys_longest_first(self) -> list[str]:
        """The keys of all words for titles, the longest first."""
        return [key for key, _ in self._ids_longest_first]

    def find_in_file_name(self, name: str) -> IndicatorMatch:
        """The indicators named in a file name, where alone words without accents count too."""
        spaced = re.sub(r"[\W_]+", " ", name)
        if (match := self.find_in(spaced)).ids:
            return match
        rest, ids = f" {unaccented_key(spaced)} ", set()
        for bare, meaning in self._ids_by_unaccented_key:
            if f" {bare} " in rest:
                rest = rest.replace(f" {bare} ", " · ")
                ids |= set(meaning)
        return IndicatorMatch(tuple(i for i in self.config.indicators if i in ids) + (("",) if "" in ids else ()))

    @cached_property
    def _ids_by_unaccented_key(self) -> list[tuple[str, set[str]]]:
        ids_by_bare: dict[str, set[str]] = {}
        for key, ids in self._ids_longest_first:
            ids_by_bare.setdefault(unaccented_key(key), set()).update(ids)
        for indicator in self.config.indicators:
            ids_by_bare.setdefault(indicator.replace("_", " "), set()).add(indicator)
        return sorted(((key, ids) for key, ids in ids_by_bare.items() if len(key) > 2), key=lambda item: -len(item[0]))

    def find_similar(self, text: str) -> tuple[str, ...]:
        """Ids of indicators with the same words without accents: suggestions only."""
        bare = unaccented_key(text)
        alike = (ids for key, ids in self.ids_by_key.items() if unaccented_key(key) == bare)
        return tuple(dict.fromkeys(id_ for ids in alike for id_ in ids))

    def join_names(self, ids: tuple[str, ...]) -> str:
        """The Vietnamese names of indicators in one text."""
        return "; ".join(self.config.indicators[i].name.vi for i in ids if i)


def _is_title_like(key: str) -> bool:
    """Whether a key names a title inside longer text: an abbreviation or words with "học tập", not "cấp xã"."""
    return syllable_key("học tập") in key or (
        len(key) > _MIN_LENGTH_IN_TEXT and is_abbreviation(key.split(maxsplit=1)[0])
    )


def _starts_with(key: str, start: str) -> bool:
    return key == start or key.startswith(f"{start} ")
