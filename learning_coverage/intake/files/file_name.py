"""The name a file came with: only its last part, and only what can be seen of it. Names are chosen by strangers."""

import re
import unicodedata

from learning_coverage.characters import shown

LONGEST = 150  # characters; the end is kept, because the extension is there


def plain_name(name: str) -> str:
    """The name as it may be shown and kept."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = " ".join(shown(last.replace("\t", " ").replace("\n", " ").replace("\r", " ")).split())
    return seen if len(seen) <= LONGEST else f"…{seen[1 - LONGEST :]}"
