"""Every language has the same texts with the same placeholders, and every indicator has its texts."""

import re
from string import Formatter

import pytest
from ruamel.yaml import YAML

from learning_coverage.config import load_config
from learning_coverage.wording import LANGUAGES, LOCALE_FOLDER, Wording, load_catalogue

OTHERS = [language for language in LANGUAGES if language != LANGUAGES[0]]


def test_every_locale_folder_is_a_language() -> None:
    assert {path.name for path in LOCALE_FOLDER.iterdir() if path.is_dir()} == set(LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
def test_languages_have_the_same_keys(language: str) -> None:
    first, other = load_catalogue(LANGUAGES[0]).keys(), load_catalogue(language).keys()
    assert first
    assert sorted(first - other) == []
    assert sorted(other - first) == []


@pytest.mark.parametrize("language", OTHERS)
def test_languages_have_the_same_placeholders(language: str) -> None:
    first, other = load_catalogue(LANGUAGES[0]), load_catalogue(language)
    differing = {
        key: (sorted(placeholders(first[key])), sorted(placeholders(other[key])))
        for key in first.keys() & other.keys()
        if placeholders(first[key]) != placeholders(other[key])
    }
    assert differing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    words = load_catalogue(language)
    assert words
    assert [key for key, text in words.items() if not text.strip()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_locale_file_exists_in_every_language(language: str) -> None:
    assert files_of(language) == files_of(LANGUAGES[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_locale_file_is_in_the_catalogue(language: str) -> None:
    """In any sub-folder."""
    words = load_catalogue(language).keys()
    files = {name: YAML(typ="safe").load((LOCALE_FOLDER / language / name).read_bytes()) for name in files_of(language)}
    assert files
    missing = {
        name: sections
        for name, content in files.items()
        if (sections := [section for section in content if not any(key.split(".")[0] == section for key in words)])
    }
    assert missing == {}


def test_english_nouns_agree_with_their_number() -> None:
    """A plural after a count is given with its singular: `{n} {n:village|villages}`."""
    words = load_catalogue("en")
    plurals = {many.rsplit(" ", 1)[-1] for text in words.values() for many in re.findall(r"\|([^}]+)\}", text)}
    assert {"villages", "points", "tasks"} <= plurals
    verbs = {"are", "have"}  # agree with other nouns of the text, too
    nouns = "|".join(plurals - verbs | {"households", "clans", "people", "titles", "targets", "years", "days", "files"})
    fixed = re.compile(rf"\}}(?: (?:more|other|new|open|hidden|yearly|missing|percentage|%))* (?:{nouns})\b")
    assert {key: text for key, text in words.items() if fixed.search(text)} == {}


@pytest.mark.parametrize("level", ["commune", "province", "country"])
def test_one_is_singular_in_every_english_text(level: str) -> None:
    w = Wording("en", level)
    for key, text in load_catalogue("en", level).items():
        for one in (1, "1", "+1.0", "−1.0"):
            shown = w(key, **dict.fromkeys(placeholders(text), one))
            chosen = {match[1] for match in re.finditer(r"\{\w+:([^|}]+)\|", text)}
            assert "|" not in shown and all(form in shown for form in chosen), key


def test_every_indicator_has_names_units_and_wordings() -> None:
    """Name, short name and unit in each language, and the plan's wording of each target."""
    for indicator in load_config().indicators.values():
        for language in LANGUAGES:
            assert all(text[language].strip() for text in (indicator.name, indicator.short, indicator.unit))
        assert indicator.wording.keys() == indicator.targets.keys(), indicator.id
        assert len(indicator.unit["en"].split("|")) == 2, indicator.id


def test_indicator_names_are_unique() -> None:
    indicators = load_config().indicators.values()
    for language in LANGUAGES:
        for named in ("name", "short"):
            words = [getattr(indicator, named)[language].casefold() for indicator in indicators]
            assert len(words) == len(set(words)), (language, named)


def files_of(language: str) -> set[str]:
    """The files of a language, in its folder and below, by their path in it."""
    folder = LOCALE_FOLDER / language
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
