"""The words files are understood by: `words.yaml` by syllable key."""

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from learning_coverage.intake.names.syllables import syllable_key, unaccented_key

_FILE = Path(__file__).with_name("words.yaml")


@cache
def _load_words() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe", pure=True).load(_FILE.read_text(encoding="utf-8"))
    return found


@cache
def fields_by_key() -> dict[str, str]:
    """Header words by key → field; without accents too, where that leaves one field only."""
    exact = {syllable_key(word): field for field, words in _load_words()["fields"].items() for word in words}
    meanings: dict[str, set[str]] = {}
    for key, field in exact.items():
        meanings.setdefault(unaccented_key(key), set()).add(field)
    bare = {key: next(iter(found)) for key, found in meanings.items() if len(found) == 1}
    return {key: field for key, field in {**bare, **exact}.items() if key}


@cache
def keys(group: str) -> frozenset[str]:
    """The keys of a plain list of words.yaml, such as `totals` or `signatures`; signs without letters as they are."""
    return frozenset(syllable_key(str(word)) or str(word) for word in _load_words()[group])


@cache
def indicators_by_total_unit() -> dict[str, str]:
    return {syllable_key(word): indicator for word, indicator in _load_words()["total_units"].items()}


@cache
def words_by_indicator() -> dict[str, tuple[str, ...]]:
    return {indicator: tuple(words) for indicator, words in _load_words()["titles"].items()}


@cache
def indicators_by_count_unit() -> dict[str, str]:
    """Words after a count → the indicator they belong to, or "any"."""
    return {syllable_key(word): owner for owner, words in _load_words()["count_units"].items() for word in words}


@cache
def village_prefixes() -> tuple[tuple[str, ...], ...]:
    """Groups of equal leading words of village names, as keys."""
    return tuple(tuple(syllable_key(word) for word in group) for group in _load_words()["prefixes"])
