"""Which indicator a text names: by id, name, short name or alias; never by letters stripped of their accents.

CĐHT (a village) and CDHT (a citizen) differ in one letter, and CDHT alone may be either citizen series.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from learning_coverage.config import Config
from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.syllables import is_abbreviation, syllable_key, unaccented_key

_NUMBERING = re.compile(r"^\s*(?:\d{1,2}|[IVX]{1,4})[.)]\s*(?=[^\W\d])")


@dataclass(frozen=True)
class IndicatorMatch:
    """The indicators a text may mean: one is an answer, several are a question, none is unknown."""

    ids: tuple[str, ...] = ()

    @property
    def single(self) -> str | None:
        return self.ids[0] if len(self.ids) == 1 else None


@dataclass(frozen=True)
class IndicatorNames:
    config: Config

    @cached_property
    def ids_by_key(self) -> dict[str, str]:
        """Key → indicator for every word that names exactly one."""
        return {
            syllable_key(word): indicator.id
            for indicator in self.config.indicators.values()
            for word in (
                indicator.name.vi,
                indicator.short.vi,
                indicator.name.en,
                *indicator.aliases,
                *word_lists.words_by_indicator().get(indicator.id, ()),
            )
        }

    @cached_property
    def ids_by_shared_start(self) -> dict[str, tuple[str, ...]]:
        """Beginnings shared by several indicators, such as "công dân học tập" → both citizen series."""
        found: dict[str, set[str]] = {}
        for key, indicator in self.ids_by_key.items():
            parts = key.split()
            for end in range(1, len(parts)):
                found.setdefault(" ".join(parts[:end]), set()).add(indicator)
        return {
            key: tuple(i for i in self.config.indicators if i in ids)
            for key, ids in found.items()
            if len(ids) > 1 and key not in self.ids_by_key and _is_title_like(key)
        }

    def match(self, text: str) -> IndicatorMatch:
        """What a whole cell names; "1. Gia đình học tập" names what it would without its number."""
        text = _NUMBERING.sub("", text, count=1)
        if text.strip().casefold() in self.config.indicators:
            return IndicatorMatch((text.strip().casefold(),))
        key = syllable_key(text)
        if key in self.ids_by_key:
            return IndicatorMatch((self.ids_by_key[key],))
        found = self.find_in(text)
        if found.single and self.remaining_key(text) in {"", *word_lists.keys("title_leads")}:
            return found
        return self._match_shared_start(key)

    def remaining_key(self, text: str) -> str:
        """The key of what a text says beside the titles in it."""
        key = f" {syllable_key(text)} "
        for words in self.keys_longest_first:
            key = key.replace(f" {words} ", " ")
        return " ".join(key.split())

    def _match_shared_start(self, key: str) -> IndicatorMatch:
        """A shared beginning with further words that only one of its indicators knows."""
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
        return {part for key, owner in self.ids_by_key.items() if owner == indicator_id for part in key.split()}

    def find_in(self, text: str) -> IndicatorMatch:
        """What a longer text, such as a heading, speaks of: the longest words first, each place counted once."""
        rest = f" {syllable_key(text)} "
        found: dict[str, None] = {}
        for key, meaning in self._ids_longest_first:
            if f" {key} " in rest:
                rest = rest.replace(f" {key} ", " · ")
                found |= dict.fromkeys(meaning)
        return IndicatorMatch(tuple(found))

    @cached_property
    def _ids_longest_first(self) -> list[tuple[str, tuple[str, ...]]]:
        others = dict.fromkeys(word_lists.keys("other_titles"), ("",))
        known = {key: (indicator,) for key, indicator in self.ids_by_key.items() if _is_title_like(key)}
        return sorted({**self.ids_by_shared_start, **known, **others}.items(), key=lambda item: -len(item[0]))

    @property
    def keys_longest_first(self) -> list[str]:
        """Every title's words by key, the longest first."""
        return [key for key, _ in self._ids_longest_first]

    def find_in_file_name(self, name: str) -> IndicatorMatch:
        """File names are often typed without accents; there alone such words count, if they leave no doubt."""
        spaced = re.sub(r"[\W_]+", " ", name)
        found = self.find_in(spaced)
        if found.ids:
            return found
        rest, ids = f" {unaccented_key(spaced)} ", set()
        for bare, meaning in self._ids_by_unaccented_key:
            if f" {bare} " in rest:
                rest = rest.replace(f" {bare} ", " · ")
                ids |= set(meaning)
        return IndicatorMatch(tuple(i for i in self.config.indicators if i in ids) + (("",) if "" in ids else ()))

    @cached_property
    def _ids_by_unaccented_key(self) -> list[tuple[str, set[str]]]:
        found: dict[str, set[str]] = {}
        for key, meaning in self._ids_longest_first:
            found.setdefault(unaccented_key(key), set()).update(meaning)
        for indicator in self.config.indicators:
            found.setdefault(indicator.replace("_", " "), set()).add(indicator)
        return sorted(((key, ids) for key, ids in found.items() if len(key) > 2), key=lambda item: -len(item[0]))

    def find_similar(self, text: str) -> tuple[str, ...]:
        """Indicators whose words are the same without accents: a suggestion, never an answer."""
        bare = unaccented_key(text)
        return tuple(dict.fromkeys(owner for key, owner in self.ids_by_key.items() if unaccented_key(key) == bare))

    def join_names(self, ids: tuple[str, ...]) -> str:
        return "; ".join(self.config.indicators[i].name.vi for i in ids if i)


def _is_title_like(key: str) -> bool:
    """Inside longer text "cấp xã" or "cán bộ" names no title; an abbreviation or words with "học tập" do."""
    return syllable_key("học tập") in key or (len(key) > 3 and is_abbreviation(key.split(maxsplit=1)[0]))


def _starts_with(key: str, start: str) -> bool:
    return key == start or key.startswith(f"{start} ")
