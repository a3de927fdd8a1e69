"""Bytes of the archive that were read once, kept on this machine; their hash is their name, so none is believed."""

import os
from contextlib import suppress
from pathlib import Path

from learning_coverage.store.log.log import sha256


class BlobCache:
    """A folder that may be thrown away at any time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def has(self, name: str) -> bool:
        return (self._folder / name).exists()

    def get(self, name: str) -> bytes | None:
        with suppress(OSError):
            data = (self._folder / name).read_bytes()
            if sha256(data) == name:
                return data
        return None

    def put(self, name: str, data: bytes) -> None:
        """A full disk is no reason to fail: the bytes are in the lake."""
        draft = self._folder / f"{name}.{os.getpid()}.draft"
        with suppress(OSError):
            draft.write_bytes(data)
            draft.replace(self._folder / name)
