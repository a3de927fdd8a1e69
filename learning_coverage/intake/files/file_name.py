"""File names of uploads, made safe to display and store."""

import re
import unicodedata

from learning_coverage.characters import replace_hidden

MAX_LENGTH = 150  # characters; longer names lose their beginning, not the extension


def clean_file_name(name: str) -> str:
    """The last part of a path, in NFC, with hidden characters replaced, at most 150 characters long."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    visible = " ".join(replace_hidden(last.replace("\t", " ").replace("\n", " ").replace("\r", " ")).split())
    return visible if len(visible) <= MAX_LENGTH else f"…{visible[1 - MAX_LENGTH :]}"
