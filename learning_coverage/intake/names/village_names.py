"""Villages named in texts: by full name, by alias, then by the name without its leading word.

Without its leading word "Thôn 2" is a number: "2" alone means it, "Xóm 2" does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from rapidfuzz import fuzz, process

from learning_coverage.config import Config, Village
from learning_coverage.intake.names import word_lists
from learning_coverage.intake.names.syllables import syllable_key, unaccented_key

_MIN_SIMILARITY = 80  # of 100; less similar spellings are not suggested


def _unify_prefix(key: str) -> str:
    """The key with one synonym of its leading word (TDP → tổ dân phố), a doubled one dropped."""
    for group in word_lists.village_prefixes():
        for word in group:
            if key.startswith(f"{word} "):
                rest = key.removeprefix(f"{word} ")
                return rest if _has_prefix(rest) else f"{group[0]} {rest}"
    return key


def _has_prefix(key: str) -> bool:
    return any(key.startswith(f"{word} ") for group in word_lists.village_prefixes() for word in group)


def _strip_prefix(key: str) -> str:
    for group in word_lists.village_prefixes():
        for word in group:
            if key.startswith(f"{word} "):
                return key.removeprefix(f"{word} ")
    return key


def _strip_number(text: str) -> str:
    """ "1. Đông Lâm" and "1) Đông Lâm" without their numbering."""
    head, mark, tail = text.strip().replace(")", ".", 1).partition(".")
    return tail if mark and head.strip().isdigit() and any(char.isalpha() for char in tail) else text


@dataclass(frozen=True)
class VillageMatch:
    """Ids of the villages a text may mean: one is certain, several need a choice, none is unknown."""

    ids: tuple[str, ...] = ()

    @property
    def single(self) -> str | None:
        """The only id, None when there are several or none."""
        return self.ids[0] if len(self.ids) == 1 else None


@dataclass(frozen=True)
class VillageNames:
    """The villages of a year under their names of that year; of all years under every name when `year` is None."""

    config: Config
    aliases: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None

    def for_year(self, year: int) -> "VillageNames":
        """The names of a year; one object, with its cached keys, for all years with the same villages."""
        if year not in self._by_year:
            villages = self.config.villages_in(year)
            equal = (names for names in self._by_year.values() if names._villages == villages)
            self._by_year[year] = next(equal, None) or replace(self, year=year)
        return self._by_year[year]

    @cached_property
    def _by_year(self) -> dict[int, "VillageNames"]:
        return {}

    @cached_property
    def _villages(self) -> tuple[Village, ...]:
        return self.config.villages if self.year is None else self.config.villages_in(self.year)

    def _names_of(self, village: Village) -> list[str]:
        past = [] if self.year is not None else [earlier.name for earlier in village.names]
        return [village.name, *past, *village.aliases]

    @cached_property
    def _ids_by_full_name(self) -> dict[str, tuple[str, ...]]:
        """Ids by the keys of names and configured aliases, with and without unified leading word."""
        named = [(syllable_key(name), village.id) for village in self._villages for name in self._names_of(village)]
        levelled = [(_unify_prefix(key), village) for key, village in named]
        return _group_ids(named + levelled)

    @cached_property
    def _ids_by_alias(self) -> dict[str, tuple[str, ...]]:
        ids = {village.id for village in self._villages}
        return _group_ids([(syllable_key(text), id_) for text, id_ in self.aliases.items() if id_ in ids])

    @cached_property
    def _ids_by_short_name(self) -> dict[str, tuple[str, ...]]:
        """Ids by the keys of names without their leading word."""
        return _group_ids([(_strip_prefix(key), id_) for key, ids in self._ids_by_full_name.items() for id_ in ids])

    @cached_property
    def _ids_by_id(self) -> dict[str, tuple[str, ...]]:
        return {village.id.casefold(): (village.id,) for village in self._villages}

    def match(self, text: str) -> VillageMatch:
        """The villages a whole cell may mean."""
        key = syllable_key(_strip_number(text))
        if not key:
            return VillageMatch()
        levelled = _unify_prefix(key)
        for table, form in (
            (self._ids_by_full_name, key),
            (self._ids_by_alias, key),
            (self._ids_by_full_name, levelled),
            (self._ids_by_alias, levelled),
        ):
            if form in table:
                return VillageMatch(table[form])
        short = _strip_prefix(levelled)
        if short in self._ids_by_short_name and (short == key or not short.isdigit()):
            return VillageMatch(self._ids_by_short_name[short])
        return VillageMatch(self._ids_by_id.get(text.strip().casefold(), ()))

    def is_commune(self, text: str) -> bool:
        """Whether a text is the commune's name with or without "Xã", or a word for the whole commune."""
        key, name = syllable_key(text), self.config.commune.name
        names = {syllable_key(name), syllable_key(name.removeprefix("Xã ")), self.config.scope_id.casefold()}
        return key in word_lists.keys("commune") | names

    def find_similar(self, text: str) -> tuple[str, ...]:
        """Ids of villages with the same name without accents, else of at most three similar ones."""
        bare = _strip_prefix(_unify_prefix(syllable_key(_strip_number(text))))
        names = {id_: unaccented_key(key) for key, ids in self._ids_by_short_name.items() for id_ in ids}
        same = tuple(id_ for id_, name in names.items() if name == unaccented_key(bare))
        if same or not bare:
            return same
        close = process.extract(unaccented_key(bare), names, scorer=fuzz.ratio, score_cutoff=_MIN_SIMILARITY, limit=3)
        return tuple(id_ for _, _, id_ in close)

    def join_counterparts(self, ids: tuple[str, ...]) -> str:
        """The names of these villages in the year, else of the villages of the year connected to them by lineage."""
        present = {village.id for village in self._villages}
        same = tuple(id_ for id_ in ids if id_ in present)
        return self.join_names(same or tuple(id_ for id_ in self.config.lineage.connected_to(*ids) if id_ in present))

    def join_names(self, ids: tuple[str, ...]) -> str:
        """The names of villages in one text."""
        names = {village.id: village.name for village in self._villages}
        return "; ".join(names[id_] for id_ in ids)


def _group_ids(pairs: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    ids_by_key: dict[str, dict[str, None]] = {}
    for key, id_ in pairs:
        if key:
            ids_by_key.setdefault(key, {})[id_] = None
    return {key: tuple(ids) for key, ids in ids_by_key.items()}
