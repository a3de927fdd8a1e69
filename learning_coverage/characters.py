"""Characters that are invisible or mislead readers: controls, direction marks, zero-width letters."""

import re

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
DIRECTION_MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
LOST_CHARACTERS = "\ufffd\ufffe\uffff\ud800-\udfff"  # in place of characters that could not be decoded
TAG_CHARACTERS = "\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"
INVISIBLE = "\x80-\x9f\xad\u034f\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u2028\u2029\u3164\ufeff\uffa0"

FORBIDDEN = re.compile(f"[{CONTROLS}{DIRECTION_MARKS}{LOST_CHARACTERS}{TAG_CHARACTERS}]")
_HIDDEN = re.compile(f"[{CONTROLS}{DIRECTION_MARKS}{LOST_CHARACTERS}{TAG_CHARACTERS}{INVISIBLE}]")


def find_hidden(text: str) -> str | None:
    """The first invisible or misleading character as its code point, such as "U+202E"; None when there is none."""
    match = _HIDDEN.search(text)
    return f"U+{ord(match[0]):04X}" if match else None


def replace_hidden(text: str) -> str:
    """The text with □ in place of each invisible or misleading character."""
    return _HIDDEN.sub("□", text)
