"""Characters that are not what they seem: controls, marks that turn the direction of writing, letters nobody sees."""

import re

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
DIRECTION_MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
LOST_CHARACTERS = "\ufffd\ufffe\uffff\ud800-\udfff"  # what is left of a character that was not understood
TAG_CHARACTERS = "\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e007f"
INVISIBLE = "\x80-\x9f\xad\u034f\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u2028\u2029\u3164\ufeff\uffa0"

FORBIDDEN = re.compile(f"[{CONTROLS}{DIRECTION_MARKS}{LOST_CHARACTERS}{TAG_CHARACTERS}]")
_HIDDEN = re.compile(f"[{CONTROLS}{DIRECTION_MARKS}{LOST_CHARACTERS}{TAG_CHARACTERS}{INVISIBLE}]")


def find_hidden(text: str) -> str | None:
    """The first character a reader would not see or would be misled by, as U+202E; None when there is none."""
    found = _HIDDEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def replace_hidden(text: str) -> str:
    """The text with every such character replaced by one that can be seen."""
    return _HIDDEN.sub("□", text)
