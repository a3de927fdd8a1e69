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
MIN_FIT = 0.9  # a name from another language may stand among the words; fewer good words than this is no reading

_VNI_MISSING = {"aú": "ẳ", "Aú": "Ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}  # viparse leaves these four letters out
_WORD_BREAK = re.compile(r"[ \t\r\n!-/:-@\[-`{-~]+")  # the no-break space stays: elsewhere its byte is part of a letter
_SYMBOLS = re.compile("[✓✔√☑≥≤№]")  # in no legacy set: typed as they are
_TYPOGRAPHY = re.compile("[“”‘’«»–—…•·°×²³½\u00a0\u200b\ufeff]")
_UPPER_WITH_MARK = re.compile("([AEOUY])([àáâãäåèéêëïøùúûüõ])")

Conversion = Callable[[str], str | None]


def _cp1252_as_latin1(text: str) -> str:
    """Characters that windows-1252 put in the place of bytes 80–9F, back as those bytes."""
    return "".join(_cp1252_char_as_latin1(char) for char in text)


def _cp1252_char_as_latin1(char: str) -> str:
    if ord(char) < 256:
        return char
    try:
        return char.encode("cp1252").decode("latin-1")
    except UnicodeEncodeError:
        return char


def _is_eight_bit(text: str) -> bool:
    """Whether text can come from a legacy set: a letter beyond Latin proves Unicode."""
    return all(ord(char) < 256 for char in _cp1252_as_latin1(_SYMBOLS.sub("", text)))


def decode_tcvn3(text: str) -> str | None:
    return str(viparse.fix(text, encoding="tcvn3")) if _is_eight_bit(text) else None


def decode_vni(text: str) -> str | None:
    """Mixed case (Oâ for Ô) is written by hand as often as OÂ."""
    if not _is_eight_bit(text):
        return None
    upper = _UPPER_WITH_MARK.sub(lambda pair: pair[0].upper(), text)
    for legacy, letter in _VNI_MISSING.items():
        upper = upper.replace(legacy, letter)
    return str(viparse.fix(upper, encoding="vni"))


def decode_viscii(text: str) -> str | None:
    return str(viparse.fix(_cp1252_as_latin1(text), encoding="viscii")) if _is_eight_bit(text) else None


def decode_cp1258(text: str) -> str | None:
    try:
        return clean(_cp1252_as_latin1(text).encode("latin-1").decode("cp1258"))
    except UnicodeError:
        return None


def decode_double_utf8(text: str) -> str | None:
    """UTF-8 that was read as windows-1252 or -1258 and written as UTF-8 again; None where a byte is missing."""
    for surface in (_cp1252_as_latin1(text), _cp1258_as_latin1(text)):
        try:
            return clean(surface.encode("latin-1").decode("utf-8"))
        except UnicodeError:
            continue
    return None


def _cp1258_as_latin1(text: str) -> str:
    try:
        return text.encode("cp1258").decode("latin-1")
    except UnicodeError:
        return text


def decode_unicode(text: str) -> str | None:
    return clean(text)


UNICODE_CONVERSIONS: dict[str, Conversion] = {
    AS_IS: decode_unicode,
    "double-utf-8": decode_double_utf8,
    "tcvn3": decode_tcvn3,
    "vni": decode_vni,
    "viscii": decode_viscii,
}
BYTE_CONVERSIONS: dict[str, Conversion] = {
    "cp1258": decode_cp1258,
    "tcvn3": decode_tcvn3,
    "vni": decode_vni,
    "viscii": decode_viscii,
}


@dataclass(frozen=True)
class Candidates:
    """The readings of a region that fit equally well, best first by known names; none when it can't be read."""

    names: tuple[str, ...]

    @property
    def is_unique(self) -> bool:
        return len(self.names) == 1


def find_non_ascii_words(texts: Iterable[str]) -> list[str]:
    """The distinct words with letters beyond ASCII: the only ones an encoding can change."""
    words = {word for text in texts if not text.isascii() for word in _WORD_BREAK.split(_SYMBOLS.sub(" ", text))}
    return sorted(word for word in words if not word.isascii())


def _measure_fit(words: Collection[str], conversion: Conversion) -> float:
    """The share of words that can be Vietnamese after the conversion: 0..1."""
    return sum(_is_vietnamese_after(word, conversion) for word in words) / len(words)


def _is_vietnamese_after(word: str, conversion: Conversion) -> bool:
    converted = conversion(word)
    if converted is None:
        return False
    letters = _TYPOGRAPHY.sub(" ", _SYMBOLS.sub(" ", converted)).split()
    return all(is_vietnamese(part) or part.isascii() for piece in letters for part in _WORD_BREAK.split(piece) if part)


def rank_conversions(
    texts: Collection[str], conversions: dict[str, Conversion], is_known: Callable[[str], bool]
) -> Candidates:
    """Which conversions make Vietnamese of a region; of equal ones those that give more known names and words."""
    words = find_non_ascii_words(texts)
    if not words:
        return Candidates(tuple(conversions))
    fits = {name: _measure_fit(words, conversion) for name, conversion in conversions.items()}
    best = max(fits.values())
    if best < MIN_FIT:
        return Candidates(())
    tied = [name for name, fit in fits.items() if fit == best]
    hits = {name: sum(is_known(conversions[name](text) or "") for text in texts) for name in tied}
    return Candidates(tuple(name for name in tied if hits[name] == max(hits.values())))
