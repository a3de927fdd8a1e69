"""Conversion of TCVN3, VNI, VISCII, windows-1258 and doubly encoded text to Unicode.

`viparse` converts. The conversion is chosen by the distinct words of a region: the one that makes each a possible
Vietnamese syllable. The detection of viparse needs more text than a column of thirteen names.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import viparse

from learning_coverage.intake.names.syllables import clean, is_vietnamese

AS_IS = ""
MIN_FIT = 0.9  # share of possible words, 0..1; below it a conversion does not fit, above it foreign names may occur

_VNI_MISSING = {"aú": "ẳ", "Aú": "Ẳ", "AÚ": "Ẳ", "î": "ỵ", "Î": "Ỵ"}  # letters missing in viparse
_WORD_BREAK = re.compile(r"[ \t\r\n!-/:-@\[-`{-~]+")  # not the no-break space, whose byte is a letter in some sets
_SYMBOLS = re.compile("[✓✔√☑≥≤№]")  # in no legacy set, so unchanged
_TYPOGRAPHY = re.compile("[“”‘’«»–—…•·°×²³½\u00a0\u200b\ufeff]")
_UPPER_WITH_MARK = re.compile("([AEOUY])([àáâãäåèéêëïøùúûüõ])")

Conversion = Callable[[str], str | None]


def _cp1252_as_latin1(text: str) -> str:
    """The text with characters of windows-1252 for bytes 80–9F turned back into those bytes."""
    return "".join(_cp1252_char_as_latin1(char) for char in text)


def _cp1252_char_as_latin1(char: str) -> str:
    if ord(char) < 256:
        return char
    try:
        return char.encode("cp1252").decode("latin-1")
    except UnicodeEncodeError:
        return char


def _is_eight_bit(text: str) -> bool:
    """Whether a text can be of a legacy set: it has no letter beyond eight bits."""
    return all(ord(char) < 256 for char in _cp1252_as_latin1(_SYMBOLS.sub("", text)))


def decode_tcvn3(text: str) -> str | None:
    """TCVN3 (fonts .VnTime) as Unicode, None for text beyond eight bits."""
    return str(viparse.fix(text, encoding="tcvn3")) if _is_eight_bit(text) else None


def decode_vni(text: str) -> str | None:
    """VNI as Unicode, None for text beyond eight bits. Mixed case (Oâ for Ô) is as frequent as OÂ."""
    if not _is_eight_bit(text):
        return None
    upper = _UPPER_WITH_MARK.sub(lambda pair: pair[0].upper(), text)
    for legacy, letter in _VNI_MISSING.items():
        upper = upper.replace(legacy, letter)
    return str(viparse.fix(upper, encoding="vni"))


def decode_viscii(text: str) -> str | None:
    """VISCII as Unicode, None for text beyond eight bits."""
    return str(viparse.fix(_cp1252_as_latin1(text), encoding="viscii")) if _is_eight_bit(text) else None


def decode_cp1258(text: str) -> str | None:
    """windows-1258 as Unicode in NFC, None where it lacks a byte."""
    try:
        return clean(_cp1252_as_latin1(text).encode("latin-1").decode("cp1258"))
    except UnicodeError:
        return None


def decode_double_utf8(text: str) -> str | None:
    """UTF-8 that was decoded as windows-1252 or -1258 and encoded again; None where it is not."""
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
    """Unicode in NFC."""
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
    """Names of the conversions that fit a region equally well; empty when none fits."""

    names: tuple[str, ...]


def find_non_ascii_words(texts: Iterable[str]) -> list[str]:
    """The distinct words with letters beyond ASCII, sorted; only these depend on the encoding."""
    words = {word for text in texts if not text.isascii() for word in _WORD_BREAK.split(_SYMBOLS.sub(" ", text))}
    return sorted(word for word in words if not word.isascii())


def _measure_fit(words: Collection[str], conversion: Conversion) -> float:
    """The share of words that are possible Vietnamese after the conversion, 0..1."""
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
    """The conversions that make most words of a region Vietnamese; of equal ones those with most known texts."""
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
