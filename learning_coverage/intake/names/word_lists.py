"""Words met in files (`words.yaml`), by syllable key."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from learning_coverage.intake.names.syllables import syllable_key, unaccented_key

_FILE = Path(__file__).with_name("words.yaml")
_UNIT = "{unit}"


class HeaderTerm(NamedTuple):
    """The field a header names and the unit named with it: "số hộ đạt" is (recognised, hộ)."""

    field: str
    unit: str | None = None


@cache
def _load_words() -> dict[str, Any]:
    words: dict[str, Any] = YAML(typ="safe", pure=True).load(_FILE.read_text(encoding="utf-8"))
    return words


@cache
def units_by_word(own_units: frozenset[str] = frozenset()) -> dict[str, str]:
    """Unit by the key of every word for it, with the keys of `own_units` beside the units of words.yaml.

    A unit is identified by the key of the first of its words.
    """
    groups = [[syllable_key(word) for word in group] for group in _load_words()["units"]]
    single = {word: word for word in own_units | keys("general_units")}
    return single | {word: group[0] for group in groups for word in group}


@cache
def general_units_by_word() -> dict[str, bool]:
    """Whether a unit of words.yaml is general, by the key of every word for it."""
    return {word: unit in keys("general_units") for word, unit in units_by_word().items()}


@cache
def header_terms(own_units: frozenset[str] = frozenset()) -> dict[str, HeaderTerm]:
    """Header terms by key, with `own_units` beside the units of words.yaml; without accents where one field is left.

    A phrase written out in words.yaml goes before one made with a unit.
    """
    units = units_by_word(own_units)
    exact: dict[str, HeaderTerm] = {}
    composed: dict[str, HeaderTerm] = {}
    for field, phrases in _load_words()["fields"].items():
        for phrase in phrases:
            if _UNIT in phrase:
                composed |= {key: HeaderTerm(field, units[word]) for word, key in _fill_units(phrase, units)}
            else:
                exact[syllable_key(phrase)] = HeaderTerm(field)
    terms = composed | exact
    return {key: term for key, term in (_without_accents(terms) | terms).items() if key}


def _fill_units(phrase: str, units: dict[str, str]) -> list[tuple[str, str]]:
    """(unit word, key) of a phrase with each unit. "Người đăng ký" is a name, so general units open no phrase."""
    is_leading = phrase.startswith(_UNIT)
    words = [word for word in units if not (is_leading and word in keys("general_units"))]
    return [(word, syllable_key(phrase.replace(_UNIT, word))) for word in words]


def _without_accents(terms: dict[str, HeaderTerm]) -> dict[str, HeaderTerm]:
    fields: dict[str, set[str]] = {}
    for key, term in terms.items():
        fields.setdefault(unaccented_key(key), set()).add(term.field)
    return {key: HeaderTerm(*names) for key, names in fields.items() if len(names) == 1}


@cache
def keys(group: str) -> frozenset[str]:
    """Keys of a plain list of words.yaml, such as `totals` or `signatures`; signs without letters as they are."""
    return frozenset(syllable_key(str(word)) or str(word) for word in _load_words()[group])


@cache
def village_prefixes() -> tuple[tuple[str, ...], ...]:
    """Groups of synonymous leading words of village names, as keys."""
    return tuple(tuple(syllable_key(word) for word in group) for group in _load_words()["prefixes"])
