"""Which village a text names: the full name first, then the name without its leading word, then aliases.

"Thôn 2" without its leading word is only a number: a bare "2" means it, "Xóm 2" does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from rapidfuzz import fuzz, process

from learning_coverage.config import Config, Village
from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.syllables import bare_key, syllable_key

_ALIKE = 80  # of 100: below it a spelling isn't worth suggesting


def _levelled(key: str) -> str:
    """The key with synonyms of the leading word made one (TDP → tổ dân phố), a doubled one dropped."""
    for group in word_lists.prefixes():
        for word in group:
            if key.startswith(f"{word} "):
                rest = key.removeprefix(f"{word} ")
                return rest if _has_prefix(rest) else f"{group[0]} {rest}"
    return key


def _has_prefix(key: str) -> bool:
    return any(key.startswith(f"{word} ") for group in word_lists.prefixes() for word in group)


def _bare_of_prefix(key: str) -> str:
    for group in word_lists.prefixes():
        for word in group:
            if key.startswith(f"{word} "):
                return key.removeprefix(f"{word} ")
    return key


def _unnumbered(text: str) -> str:
    """ "1. Đông Lâm" and "1) Đông Lâm" without their numbering."""
    head, mark, tail = text.strip().replace(")", ".", 1).partition(".")
    return tail if mark and head.strip().isdigit() and any(char.isalpha() for char in tail) else text


@dataclass(frozen=True)
class Match:
    """Village ids a text may mean; several are a question."""

    ids: tuple[str, ...] = ()

    @property
    def one(self) -> str | None:
        return self.ids[0] if len(self.ids) == 1 else None


@dataclass(frozen=True)
class Villages:
    """The villages of a year under their names of that year, or `year` None: all there ever were, under every name."""

    config: Config
    aliases: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None

    def of_year(self, year: int) -> "Villages":
        """The same for years with the same villages, so that a name is looked up once for all of them."""
        if year not in self._years:
            there = self.config.villages_in(year)
            alike = (known for known in self._years.values() if known._there == there)
            self._years[year] = next(alike, None) or replace(self, year=year)
        return self._years[year]

    @cached_property
    def _years(self) -> dict[int, "Villages"]:
        return {}

    @cached_property
    def _there(self) -> tuple[Village, ...]:
        return self.config.villages if self.year is None else self.config.villages_in(self.year)

    def _names(self, village: Village) -> list[str]:
        past = [] if self.year is not None else [known.name for known in village.names]
        return [village.name, *past, *village.aliases]

    @cached_property
    def _full(self) -> dict[str, tuple[str, ...]]:
        """Names and aliases as written, and ids."""
        named = [(syllable_key(name), village.id) for village in self._there for name in self._names(village)]
        levelled = [(_levelled(key), village) for key, village in named]
        return _grouped(named + levelled)

    @cached_property
    def _learnt(self) -> dict[str, tuple[str, ...]]:
        known = {village.id for village in self._there}
        return _grouped([(syllable_key(text), id_) for text, id_ in self.aliases.items() if id_ in known])

    @cached_property
    def _short(self) -> dict[str, tuple[str, ...]]:
        """Names without their leading word, numbers too."""
        return _grouped([(_bare_of_prefix(key), id_) for key, ids in self._full.items() for id_ in ids])

    @cached_property
    def _ids(self) -> dict[str, tuple[str, ...]]:
        return {village.id.casefold(): (village.id,) for village in self._there}

    def match(self, text: str) -> Match:
        key = syllable_key(_unnumbered(text))
        if not key:
            return Match()
        levelled = _levelled(key)
        for table, form in ((self._full, key), (self._learnt, key), (self._full, levelled), (self._learnt, levelled)):
            if form in table:
                return Match(table[form])
        short = _bare_of_prefix(levelled)
        if short in self._short and (short == key or not short.isdigit()):
            return Match(self._short[short])
        return Match(self._ids.get(text.strip().casefold(), ()))

    def is_commune(self, text: str) -> bool:
        """The commune's name with or without "Xã", or a word for the whole of it."""
        key, name = syllable_key(text), self.config.commune.name
        names = {syllable_key(name), syllable_key(name.removeprefix("Xã ")), self.config.whole.casefold()}
        return key in word_lists.keys("commune") | names

    def similar(self, text: str) -> tuple[str, ...]:
        """Ids of villages spelled alike: the same without accents, or nearly the same letters."""
        bare = _bare_of_prefix(_levelled(syllable_key(_unnumbered(text))))
        names = {id_: bare_key(key) for key, ids in self._short.items() for id_ in ids}
        same = tuple(id_ for id_, name in names.items() if name == bare_key(bare))
        if same or not bare:
            return same
        close = process.extract(bare_key(bare), names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)
        return tuple(id_ for _, _, id_ in close)

    def in_place_of(self, ids: tuple[str, ...]) -> str:
        """These villages under their names of the year, or else those of the year that were or became one of them."""
        there = {village.id for village in self._there}
        same = tuple(id_ for id_ in ids if id_ in there)
        return self.shown(same or tuple(id_ for id_ in self.config.lineage.tied_to(*ids) if id_ in there))

    def shown(self, ids: tuple[str, ...]) -> str:
        names = {village.id: village.name for village in self._there}
        return "; ".join(names[id_] for id_ in ids)


def _grouped(pairs: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, id_ in pairs:
        if key:
            found.setdefault(key, {})[id_] = None
    return {key: tuple(ids) for key, ids in found.items()}
