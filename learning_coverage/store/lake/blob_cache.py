"""Local cache of archived bytes; they are named by their hash and verified on every read."""

import os
from contextlib import suppress
from pathlib import Path

from learning_coverage.store.log.log import sha256


class BlobCache:
    """A cache folder, which may be deleted at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def has(self, name: str) -> bool:
        """Whether bytes of this name are cached, not verified."""
        return (self._folder / name).exists()

    def get(self, name: str) -> bytes | None:
        """The cached bytes, or None when they are missing or damaged."""
        with suppress(OSError):
            data = (self._folder / name).read_bytes()
            if sha256(data) == name:
                return data
        return None

    def put(self, name: str, data: bytes) -> None:
        """Cache bytes if the disk allows it; the lake has them anyway."""
        draft = self._folder / f"{name}.{os.getpid()}.draft"
        with suppress(OSError):
            draft.write_bytes(data)
            draft.replace(self._folder / name)
