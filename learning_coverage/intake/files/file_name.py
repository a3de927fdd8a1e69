"""The name a file came with: only its last part, and only what can be seen of it. Names are chosen by strangers."""

import re
import unicodedata

from learning_coverage.characters import replace_hidden

MAX_LENGTH = 150  # characters; the end is kept, because the extension is there


def clean_file_name(name: str) -> str:
    """The name as it may be shown and kept."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = " ".join(replace_hidden(last.replace("\t", " ").replace("\n", " ").replace("\r", " ")).split())
    return seen if len(seen) <= MAX_LENGTH else f"…{seen[1 - MAX_LENGTH :]}"
