"""Decoding of text files; legacy Vietnamese sets are left to `encoding_regions`.

A file that is not Unicode is decoded byte by byte (as windows-1252 where it has the byte), with encoding "8-bit".
"""

import codecs
import re
from dataclasses import dataclass

from learning_coverage.characters import FORBIDDEN
from learning_coverage.intake.refusal import Refusal

EIGHT_BIT = "8-bit"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_FORBIDDEN_IN_UNICODE = re.compile(
    FORBIDDEN.pattern[:-1] + "\x80-\x9f\xad]"
)  # the soft hyphen is a letter in TCVN3 only
_VISCII_LETTERS = re.compile("[\x02\x05\x06\x14\x19\x1e]")  # Ẳ Ẵ Ẫ Ỷ Ỹ Ỵ
_VIETNAMESE_TEXT = re.compile(
    r"[\t\r\n -~\u00a0-\u01b0\u0300-\u0323\u1ea0-\u1ef9\u2010-\u2026\u2713\u2714\u221a\u2611]+"
)


@dataclass(frozen=True)
class Decoded:
    """The text of a file and the code of its encoding."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """The text and encoding of a file. Raises Refusal for control and direction characters and for U+FFFD."""
    decoded = _decode_with_bom(data) or _decode_utf16(data) or _decode_utf8(data) or _decode_eight_bit(data)
    check_characters(decoded.text, is_legacy=True)
    return decoded


def check_characters(text: str, *, is_legacy: bool, row: int | None = None) -> None:
    """Raise Refusal with the line of the first forbidden character; `is_legacy` text may have VISCII letters."""
    suspect = _VISCII_LETTERS.sub("", text) if is_legacy else text
    if match := (FORBIDDEN if is_legacy else _FORBIDDEN_IN_UNICODE).search(suspect):
        line = row or suspect.count("\n", 0, match.start()) + 1
        code = "characters_lost" if match[0] == "\ufffd" else "characters_forbidden"
        raise Refusal(code, row=line, value=f"U+{ord(match[0]):04X}")


def _decode_with_bom(data: bytes) -> Decoded | None:
    for mark, name, codec in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(codec), name)
            except UnicodeDecodeError as error:
                raise Refusal("file_damaged") from error
    return None


def _decode_utf16(data: bytes) -> Decoded | None:
    """Text of UTF-16 without BOM, in the byte order that gives Vietnamese; None for other files."""
    if len(data) % 2 or data.count(0) < len(data) // 5:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if _VIETNAMESE_TEXT.fullmatch(text) and "\n" in text:
            return Decoded(text, codec)
    return None


def _decode_utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return None


def _decode_eight_bit(data: bytes) -> Decoded:
    return Decoded(data.decode("latin-1").translate(_CP1252_TABLE), EIGHT_BIT)


def _decode_cp1252_byte(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_CP1252_TABLE = {byte: _decode_cp1252_byte(byte) for byte in range(0x80, 0xA0)}
