"""Texts, numbers and dates in the chosen language.

Shares are 0..1; `share` formats them. The texts are in `locale/<language>/**/*.yaml`. In a text, `{n}` is a value and
`{n:village|villages}` the singular or plural that fits it.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from ruamel.yaml import YAML

from learning_coverage.rounding import round_share, to_percent


class LocalizedText(Protocol):
    """A text in every language, by the code of the language."""

    def __getitem__(self, language: str, /) -> str: ...


LOCALE_FOLDER = Path(__file__).parent / "locale"
LANGUAGES = ("vi", "en")
NO_VALUE = "–"
VIETNAM_TIME = datetime.timezone(datetime.timedelta(hours=7))  # no summer time, so a fixed offset is enough
_UNFORMATTED = {"year", "milestone", "row", "line", "column", "upload", "seq", "since"}  # integers that are no counts


class _Value(str):
    """A formatted value of a placeholder; the format `one|many` selects the form for it, as in `{n:village|villages}`.

    A value with decimals counts as one, too: "1.0 point".
    """

    __slots__ = ()

    def __format__(self, forms: str) -> str:
        one, _, many = forms.partition("|")
        return (one if re.fullmatch(r"[+−]?1(\.0+)?", self) else many) if many else str(self)


def _flatten(tree: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = str(value)
    return flat


@lru_cache
def load_catalogue(language: str, level: str = "commune") -> dict[str, str]:
    """Every text of a language by its dotted key, with the names of areas that fit a level.

    Above a commune, "village" and "commune" become the names of the levels below and at `level`, except in `levels`.
    """
    words = _load_texts(language)
    if level == "commune":
        return words
    named = dict(pair.strip().split("=") for pair in words[f"levels.{level}"].split(";"))
    longest_first = "|".join(sorted(map(re.escape, named), key=len, reverse=True))
    # the name of a placeholder stays; a noun after a number of reports is named with it, as communes report
    pattern = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)|\{{\w+")
    return {
        key: text if key.startswith("levels.") else pattern.sub(lambda match: named.get(match[0], match[0]), text)
        for key, text in words.items()
    }


@lru_cache
def _load_texts(language: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for path in sorted((LOCALE_FOLDER / language).rglob("*.yaml")):
        words |= _flatten(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))
    return words


def day_end_utc(day: datetime.date) -> datetime.datetime:
    """The end of a day in Vietnam, in UTC without a time zone, as in the log."""
    midnight = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), VIETNAM_TIME)
    return midnight.astimezone(datetime.UTC).replace(tzinfo=None)


@dataclass(frozen=True)
class Wording:
    """The texts and formats of a language; `level` is that of the area the texts are about."""

    language: str = "vi"
    level: str = "commune"

    def __call__(self, key: str, /, **values: object) -> str:
        """The text under `key` with its placeholders filled; integers are formatted as counts. KeyError if unknown."""
        formatted = {
            name: _Value(self.count(value) if type(value) is int and name not in _UNFORMATTED else value)
            for name, value in values.items()
        }
        return load_catalogue(self.language, self.level)[key].format(**formatted)

    def keys_under(self, prefix: str) -> set[str]:
        """The keys that begin with `prefix.`, without it."""
        return {key.removeprefix(f"{prefix}.") for key in load_catalogue(self.language) if key.startswith(f"{prefix}.")}

    def translate(self, text: LocalizedText) -> str:
        """A text of the configuration in this language."""
        return text[self.language]

    def unit(self, text: LocalizedText, number: int | None) -> str:
        """The name of a unit for a number (None: the plural); English texts are “one|many”."""
        one, _, many = self.translate(text).partition("|")
        return one if number == 1 or not many else many

    def count(self, number: int | None) -> str:
        """A count as 1.234, or the dash for None."""
        return NO_VALUE if number is None else _format_number(number, "#,##0", self.language)

    def share(
        self, share: float | None, decimals: int = 1, target: float | None = None, beside: Iterable[float | None] = ()
    ) -> str:
        """A share (0..1) as 85,3%; see `rounding.round_share` on a `target` it misses and on the shares `beside` it."""
        return NO_VALUE if share is None else f"{self._decimal(round_share(share, decimals, target, beside))}%"

    def signed_count(self, number: float | None) -> str:
        """A change of a count with its sign and at most one decimal, +12,5, or the dash for None."""
        if number is None:
            return NO_VALUE
        rounded = Decimal(repr(float(number))).quantize(Decimal("0.1"), ROUND_HALF_UP) + 0
        whole = rounded == rounded.to_integral_value()
        return ("+" if rounded > 0 else "") + self._decimal(rounded.quantize(Decimal(1)) if whole else rounded)

    def points(self, difference: float | None) -> str:
        """A difference of shares in points with its sign, +4,1, or the dash for None."""
        return self.signed_points(None if difference is None else to_percent(difference, 1))

    def signed_points(self, points: Decimal | None) -> str:
        """A rounded number of points with its sign, +4,1, or the dash for None."""
        return NO_VALUE if points is None else ("+" if points > 0 else "") + self._decimal(points)

    def magnitude(self, difference: float | None) -> str:
        """The size of a difference of shares in points, for texts whose verb gives the direction: 4,1."""
        if difference is None:
            return NO_VALUE
        return self.unsigned_points(to_percent(difference, 1), is_zero=not difference)

    def unsigned_points(self, points: Decimal, *, is_zero: bool = False) -> str:
        """The size of a rounded number of points: 4,1. One that is 0 only because it is rounded is "less than 0,1": a
        target missed by little is missed.
        """
        if points or is_zero:
            return self._decimal(abs(points))
        return self("words.under", n=self._decimal(Decimal((0, (1,), int(points.as_tuple().exponent)))))

    def date(self, moment: datetime.date) -> str:
        """A date as 31/12/2026."""
        return format_date(moment, format="dd/MM/yyyy", locale=self.language)

    def time(self, moment: datetime.datetime) -> str:
        """A time of the log (UTC) as time and date in Vietnam."""
        return f"{_to_vietnam_time(moment):%H:%M} {self.local_date(moment)}"

    def local_date(self, moment: datetime.datetime) -> str:
        """The date in Vietnam of a time of the log (UTC)."""
        return self.date(_to_vietnam_time(moment))

    def upload_note(self, note: str) -> str:
        """The stored note of an upload; its automatic part, saved in the author's language, is in this language."""
        for language in LANGUAGES:
            note = _correction_pattern(language).sub(self._format_correction, note)
        return note

    def _format_correction(self, match: re.Match[str]) -> str:
        return self("upload.mended", **{name: int(re.sub(r"\D", "", n)) for name, n in match.groupdict().items()})

    def join(self, words: list[str], limit: int = 99) -> str:
        """The words separated by commas; beyond `limit` only their number is given."""
        if len(words) <= limit:
            return ", ".join(words)
        return self("words.and_more", words=", ".join(words[:limit]), n=len(words) - limit)

    def join_with_and(self, words: list[str]) -> str:
        """The words as a list in a sentence: A, B và C."""
        return str(format_list(words, locale=self.language))

    def _decimal(self, number: Decimal) -> str:
        pattern = "#,##0." + "0" * -int(number.as_tuple().exponent)
        return _format_number(number, pattern.rstrip("."), self.language).replace("-", "−")


@lru_cache(maxsize=10_000)  # a page has hundreds of numbers, mostly the same as on the page before
def _format_number(number: Decimal | int, pattern: str, language: str) -> str:
    return str(format_decimal(number, format=pattern, locale=language))


@lru_cache
def _correction_pattern(language: str) -> re.Pattern[str]:
    text = re.escape(load_catalogue(language)["upload.mended"])
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[\\d.,]*\\d)", text))


def today() -> datetime.date:
    """The current date in Vietnam."""
    return datetime.datetime.now(VIETNAM_TIME).date()


def _to_vietnam_time(moment: datetime.datetime) -> datetime.datetime:
    return moment.replace(tzinfo=datetime.UTC).astimezone(VIETNAM_TIME)
