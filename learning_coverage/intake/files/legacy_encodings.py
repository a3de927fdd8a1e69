"""Text of the years before Unicode (TCVN3, VNI, VISCII, windows-1258) and text encoded twice, turned into Unicode.

`viparse` converts. Which conversion is due is decided on the distinct texts of a region joined: the one under which
every word can be a Vietnamese syllable. viparse's own detection is not asked, because it needs more text than a
column of thirteen names has.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import viparse

from learning_coverage.intake.names.syllables import clean, is_vietnamese

AS_IS = ""
WELL = 0.9  # a name from another language may stand among the words; fewer good words than this is no reading

_GAPS_OF_VNI = {"aú": "ẳ", "Aú": "Ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}  # viparse leaves these four letters out
_SPLIT = re.compile(r"[ \t\r\n!-/:-@\[-`{-~]+")  # the no-break space stays: elsewhere its byte is part of a letter
_SIGNS = re.compile("[✓✔√☑≥≤№]")  # in no legacy set: typed as they are
_TYPOGRAPHY = re.compile("[“”‘’«»–—…•·°×²³½\u00a0\u200b\ufeff]")
_UPPER_MARKS = re.compile("([AEOUY])([àáâãäåèéêëïøùúûüõ])")

Conversion = Callable[[str], str | None]


def _surface(text: str) -> str:
    """Characters that windows-1252 put in the place of bytes 80–9F, back as those bytes."""
    return "".join(_byte(char) for char in text)


def _byte(char: str) -> str:
    if ord(char) < 256:
        return char
    try:
        return char.encode("cp1252").decode("latin-1")
    except UnicodeEncodeError:
        return char


def _one_byte_each(text: str) -> bool:
    """Whether text can come from a legacy set: a letter beyond Latin proves Unicode."""
    return all(ord(char) < 256 for char in _surface(_SIGNS.sub("", text)))


def from_tcvn3(text: str) -> str | None:
    return str(viparse.fix(text, encoding="tcvn3")) if _one_byte_each(text) else None


def from_vni(text: str) -> str | None:
    """Mixed case (Oâ for Ô) is written by hand as often as OÂ."""
    if not _one_byte_each(text):
        return None
    upper = _UPPER_MARKS.sub(lambda pair: pair[0].upper(), text)
    for legacy, letter in _GAPS_OF_VNI.items():
        upper = upper.replace(legacy, letter)
    return str(viparse.fix(upper, encoding="vni"))


def from_viscii(text: str) -> str | None:
    return str(viparse.fix(_surface(text), encoding="viscii")) if _one_byte_each(text) else None


def from_cp1258(text: str) -> str | None:
    try:
        return clean(_surface(text).encode("latin-1").decode("cp1258"))
    except UnicodeError:
        return None


def from_double_utf8(text: str) -> str | None:
    """UTF-8 that was read as windows-1252 or -1258 and written as UTF-8 again; None where a byte is missing."""
    for surface in (_surface(text), _through_1258(text)):
        try:
            return clean(surface.encode("latin-1").decode("utf-8"))
        except UnicodeError:
            continue
    return None


def _through_1258(text: str) -> str:
    try:
        return text.encode("cp1258").decode("latin-1")
    except UnicodeError:
        return text


def unchanged(text: str) -> str | None:
    return clean(text)


IN_UNICODE: dict[str, Conversion] = {
    AS_IS: unchanged,
    "double-utf-8": from_double_utf8,
    "tcvn3": from_tcvn3,
    "vni": from_vni,
    "viscii": from_viscii,
}
IN_BYTES: dict[str, Conversion] = {"cp1258": from_cp1258, "tcvn3": from_tcvn3, "vni": from_vni, "viscii": from_viscii}


@dataclass(frozen=True)
class Verdict:
    """The readings of a region that fit equally well, best first by known names; none when it can't be read."""

    readings: tuple[str, ...]

    @property
    def sure(self) -> bool:
        return len(self.readings) == 1


def foreign_words(texts: Iterable[str]) -> list[str]:
    """The distinct words with letters beyond ASCII: the only ones an encoding can change."""
    words = {word for text in texts if not text.isascii() for word in _SPLIT.split(_SIGNS.sub(" ", text))}
    return sorted(word for word in words if not word.isascii())


def _fit(words: Collection[str], conversion: Conversion) -> float:
    """The share of words that can be Vietnamese after the conversion: 0..1."""
    return sum(_reads(word, conversion) for word in words) / len(words)


def _reads(word: str, conversion: Conversion) -> bool:
    converted = conversion(word)
    if converted is None:
        return False
    letters = _TYPOGRAPHY.sub(" ", _SIGNS.sub(" ", converted)).split()
    return all(is_vietnamese(part) or part.isascii() for piece in letters for part in _SPLIT.split(piece) if part)


def decide(texts: Collection[str], conversions: dict[str, Conversion], known: Callable[[str], bool]) -> Verdict:
    """Which conversions make Vietnamese of a region; of equal ones those that give more known names and words."""
    words = foreign_words(texts)
    if not words:
        return Verdict(tuple(conversions))
    fits = {name: _fit(words, conversion) for name, conversion in conversions.items()}
    best = max(fits.values())
    if best < WELL:
        return Verdict(())
    tied = [name for name, fit in fits.items() if fit == best]
    hits = {name: sum(known(conversions[name](text) or "") for text in texts) for name in tied}
    return Verdict(tuple(name for name in tied if hits[name] == max(hits.values())))
