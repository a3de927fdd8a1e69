"""Numbers, dates and sentences of the chosen language: the only place where values become words.

Shares are 0..1 inside; `share` formats them. The words themselves are in `locale/<language>/*.yaml`.
"""

import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from ruamel.yaml import YAML


class LocalizedText(Protocol):
    """Words in every language, by its code."""

    def __getitem__(self, language: str, /) -> str: ...


LOCALE_FOLDER = Path(__file__).parent / "locale"
LANGUAGES = ("vi", "en")
NO_VALUE = "–"
VIETNAM_TIME = datetime.timezone(datetime.timedelta(hours=7))  # no summer time, so no table of zones is needed
_UNFORMATTED = {"year", "milestone", "row", "line", "column", "upload", "seq", "since"}  # integers that are no counts


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
    """Every text of a language by its dotted key; above a commune its parts and itself have other names."""
    words = _load_texts(language)
    if level == "commune":
        return words
    named = dict(pair.strip().split("=") for pair in words[f"levels.{level}"].split(";"))
    longest_first = "|".join(sorted(map(re.escape, named), key=len, reverse=True))
    pattern = re.compile(rf"\{{[^}}]*\}}|(?<!\w)(?:{longest_first})(?!\w)")
    return {key: pattern.sub(lambda found: named.get(found[0], found[0]), text) for key, text in words.items()}


@lru_cache
def _load_texts(language: str) -> dict[str, str]:
    words: dict[str, str] = {}
    for path in sorted((LOCALE_FOLDER / language).rglob("*.yaml")):
        words |= _flatten(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))
    return words


def day_end_utc(day: datetime.date) -> datetime.datetime:
    """The moment (UTC, as the log counts) in which a day ends in Vietnam."""
    midnight = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), VIETNAM_TIME)
    return midnight.astimezone(datetime.UTC).replace(tzinfo=None)


@dataclass(frozen=True)
class Wording:
    """One language's words and formats; `level` is that of the area spoken of."""

    language: str = "vi"
    level: str = "commune"

    def __call__(self, key: str, /, **values: object) -> str:
        """The text under `key`, its placeholders filled; counts are formatted, other values taken as they are."""
        shown = {
            name: self.count(v) if type(v) is int and name not in _UNFORMATTED else v for name, v in values.items()
        }
        return load_catalogue(self.language, self.level)[key].format(**shown)

    def keys_under(self, prefix: str) -> set[str]:
        return {key.removeprefix(f"{prefix}.") for key in load_catalogue(self.language) if key.startswith(f"{prefix}.")}

    def translate(self, text: LocalizedText) -> str:
        """The configuration's own words in this language."""
        return text[self.language]

    def unit(self, text: LocalizedText, number: int | None) -> str:
        """The unit for so many; English writes “one|many”."""
        one, _, many = self.translate(text).partition("|")
        return one if number == 1 or not many else many

    def count(self, number: int | None) -> str:
        """1.234, or the dash for a missing count."""
        return NO_VALUE if number is None else _format_number(number, "#,##0", self.language)

    def share(self, share: float | None, decimals: int = 1, target: float | None = None) -> str:
        """A share 0..1 as 85,3%; cut instead of rounded where rounding would show a target it misses."""
        if share is None:
            return NO_VALUE
        limits = [limit for limit in (target, 1.0) if limit is not None and share < limit]
        rounded = _to_points(share, decimals)
        if any(rounded >= _to_points(limit, decimals) for limit in limits):
            rounded = _to_points(share, decimals, ROUND_DOWN)
        return f"{self._decimal(rounded)}%"

    def signed_count(self, number: float | None) -> str:
        """A change of a count with its sign and at most one decimal: +12,5, or the dash."""
        if number is None:
            return NO_VALUE
        rounded = Decimal(repr(float(number))).quantize(Decimal("0.1"), ROUND_HALF_UP) + 0
        whole = rounded == rounded.to_integral_value()
        return ("+" if rounded > 0 else "") + self._decimal(rounded.quantize(Decimal(1)) if whole else rounded)

    def points(self, difference: float | None) -> str:
        """A difference of shares in points with its sign: +4,1, or the dash."""
        if difference is None:
            return NO_VALUE
        rounded = _to_points(difference, 1)
        return ("+" if rounded > 0 else "") + self._decimal(rounded)

    def magnitude(self, difference: float | None) -> str:
        """The size of a difference in points, for sentences whose verb says the direction.

        What would round to nothing is said to be under 0,1: a target missed by little is missed.
        """
        if difference is None:
            return NO_VALUE
        size = abs(_to_points(difference, 1))
        if not size and difference:
            return self("words.under", n=self._decimal(Decimal("0.1")))
        return self._decimal(size)

    def date(self, moment: datetime.date) -> str:
        return format_date(moment, format="dd/MM/yyyy", locale=self.language)

    def time(self, moment: datetime.datetime) -> str:
        """A moment of the log (UTC) by the clock in Vietnam."""
        return f"{_to_vietnam_time(moment):%H:%M} {self.local_date(moment)}"

    def local_date(self, moment: datetime.datetime) -> str:
        """The day of a moment of the log (UTC) in Vietnam."""
        return self.date(_to_vietnam_time(moment))

    def join(self, words: list[str], limit: int = 99) -> str:
        """A list in a sentence; beyond `most` the rest is counted."""
        if len(words) <= limit:
            return ", ".join(words)
        return self("words.and_more", words=", ".join(words[:limit]), n=len(words) - limit)

    def join_with_and(self, words: list[str]) -> str:
        """All of a short list in a sentence: A, B và C."""
        return str(format_list(words, locale=self.language))

    def _decimal(self, number: Decimal) -> str:
        pattern = "#,##0." + "0" * -int(number.as_tuple().exponent)
        return _format_number(number, pattern.rstrip("."), self.language).replace("-", "−")


@lru_cache(maxsize=10_000)  # a page has hundreds of numbers, and the next page mostly the same
def _format_number(number: Decimal | int, pattern: str, language: str) -> str:
    return str(format_decimal(number, format=pattern, locale=language))


def needed_decimals(share: float, target: float | None = None) -> int:
    """How many decimals a percentage needs, one at least, so as not to round up to a target it misses, or to 100%."""
    limits = [limit for limit in (target, 1.0) if limit is not None and share < limit]
    enough = (n for n in range(1, 15) if not any(_to_points(share, n) >= _to_points(limit, n) for limit in limits))
    return next(enough, 15)


def today() -> datetime.date:
    """The day it is in Vietnam."""
    return datetime.datetime.now(VIETNAM_TIME).date()


def _to_vietnam_time(moment: datetime.datetime) -> datetime.datetime:
    return moment.replace(tzinfo=datetime.UTC).astimezone(VIETNAM_TIME)


def _to_points(share: float, decimals: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """A share as points of a percentage with so many decimals."""
    return (Decimal(repr(share)) * 100).quantize(Decimal(1).scaleb(-decimals), rounding) + 0
