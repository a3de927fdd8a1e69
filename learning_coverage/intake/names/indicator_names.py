"""Which indicator a text names: by id, name, short name or alias; never by letters stripped of their accents.

CĐHT (a village) and CDHT (a citizen) differ in one letter, and CDHT alone may be either citizen series.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from learning_coverage.config import Config
from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.syllables import bare_key, is_abbreviation, syllable_key

_ORDER = re.compile(r"^\s*(?:\d{1,2}|[IVX]{1,4})[.)]\s*(?=[^\W\d])")


@dataclass(frozen=True)
class Named:
    """The indicators a text may mean: one is an answer, several are a question, none is unknown."""

    indicators: tuple[str, ...] = ()

    @property
    def one(self) -> str | None:
        return self.indicators[0] if len(self.indicators) == 1 else None


@dataclass(frozen=True)
class Titles:
    config: Config

    @cached_property
    def words(self) -> dict[str, str]:
        """Key → indicator for every word that names exactly one."""
        return {
            syllable_key(word): indicator.id
            for indicator in self.config.indicators.values()
            for word in (
                indicator.name.vi,
                indicator.short.vi,
                indicator.name.en,
                *indicator.aliases,
                *word_lists.title_words().get(indicator.id, ()),
            )
        }

    @cached_property
    def families(self) -> dict[str, tuple[str, ...]]:
        """Beginnings shared by several indicators, such as "công dân học tập" → both citizen series."""
        found: dict[str, set[str]] = {}
        for key, indicator in self.words.items():
            parts = key.split()
            for end in range(1, len(parts)):
                found.setdefault(" ".join(parts[:end]), set()).add(indicator)
        return {
            key: tuple(i for i in self.config.indicators if i in ids)
            for key, ids in found.items()
            if len(ids) > 1 and key not in self.words and _is_title_like(key)
        }

    def named(self, text: str) -> Named:
        """What a whole cell names; "1. Gia đình học tập" names what it would without its number."""
        text = _ORDER.sub("", text, count=1)
        if text.strip().casefold() in self.config.indicators:
            return Named((text.strip().casefold(),))
        key = syllable_key(text)
        if key in self.words:
            return Named((self.words[key],))
        found = self.inside(text)
        if found.one and self.rest(text) in {"", *word_lists.keys("title_leads")}:
            return found
        return self._of_family(key)

    def rest(self, text: str) -> str:
        """The key of what a text says beside the titles in it."""
        key = f" {syllable_key(text)} "
        for words in self.by_length:
            key = key.replace(f" {words} ", " ")
        return " ".join(key.split())

    def _of_family(self, key: str) -> Named:
        """A shared beginning with further words that only one of its indicators knows."""
        start = next((family for family in sorted(self.families, key=len, reverse=True) if _begins(key, family)), None)
        if start is None:
            return Named()
        more = set(key.split()) - set(start.split())
        members = self.families[start]
        fitting = tuple(i for i in members if more <= self._vocabulary(i) | {"là", "và", "trong"})
        return Named(fitting if more and len(fitting) == 1 else members if not more or fitting else ())

    def _vocabulary(self, indicator: str) -> set[str]:
        return {part for key, owner in self.words.items() if owner == indicator for part in key.split()}

    def inside(self, text: str) -> Named:
        """What a longer text, such as a heading, speaks of: the longest words first, each place counted once."""
        rest = f" {syllable_key(text)} "
        found: dict[str, None] = {}
        for key, meaning in self._by_length:
            if f" {key} " in rest:
                rest = rest.replace(f" {key} ", " · ")
                found |= dict.fromkeys(meaning)
        return Named(tuple(found))

    @cached_property
    def _by_length(self) -> list[tuple[str, tuple[str, ...]]]:
        others = dict.fromkeys(word_lists.keys("other_titles"), ("",))
        known = {key: (indicator,) for key, indicator in self.words.items() if _is_title_like(key)}
        return sorted({**self.families, **known, **others}.items(), key=lambda item: -len(item[0]))

    @property
    def by_length(self) -> list[str]:
        """Every title's words by key, the longest first."""
        return [key for key, _ in self._by_length]

    def in_file_name(self, name: str) -> Named:
        """File names are often typed without accents; there alone such words count, if they leave no doubt."""
        spaced = re.sub(r"[\W_]+", " ", name)
        found = self.inside(spaced)
        if found.indicators:
            return found
        rest, ids = f" {bare_key(spaced)} ", set()
        for bare, meaning in self._bare:
            if f" {bare} " in rest:
                rest = rest.replace(f" {bare} ", " · ")
                ids |= set(meaning)
        return Named(tuple(i for i in self.config.indicators if i in ids) + (("",) if "" in ids else ()))

    @cached_property
    def _bare(self) -> list[tuple[str, set[str]]]:
        found: dict[str, set[str]] = {}
        for key, meaning in self._by_length:
            found.setdefault(bare_key(key), set()).update(meaning)
        for indicator in self.config.indicators:
            found.setdefault(indicator.replace("_", " "), set()).add(indicator)
        return sorted(((key, ids) for key, ids in found.items() if len(key) > 2), key=lambda item: -len(item[0]))

    def similar(self, text: str) -> tuple[str, ...]:
        """Indicators whose words are the same without accents: a suggestion, never an answer."""
        bare = bare_key(text)
        return tuple(dict.fromkeys(owner for key, owner in self.words.items() if bare_key(key) == bare))

    def shown(self, indicators: tuple[str, ...]) -> str:
        return "; ".join(self.config.indicators[i].name.vi for i in indicators if i)


def _is_title_like(key: str) -> bool:
    """Inside longer text "cấp xã" or "cán bộ" names no title; an abbreviation or words with "học tập" do."""
    return syllable_key("học tập") in key or (len(key) > 3 and is_abbreviation(key.split(maxsplit=1)[0]))


def _begins(key: str, start: str) -> bool:
    return key == start or key.startswith(f"{start} ")
