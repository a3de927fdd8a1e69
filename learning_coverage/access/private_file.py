"""A small JSON file readable by its owner only, replaced as a whole under a lock."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

OWNER_ONLY = 0o600


class AccessError(Exception):
    """An error of access; `code` is the message key under `access.` in locale, `values` fill its placeholders."""

    def __init__(self, code: str, /, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class PrivateFile:
    """A JSON object in a file; it is parsed again only when the file has changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file_state: tuple[int, int, int] | None = None
        self._content: dict[str, Any] = {}

    def read(self) -> dict[str, Any]:
        """The content, empty without a file; AccessError when it is damaged, so that damage admits no one."""
        try:
            stat = self._path.stat()
            file_state = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
            if file_state != self._file_state:
                self._content = dict(json.loads(self._path.read_text(encoding="utf-8")))
                self._file_state = file_state
        except FileNotFoundError:
            self._file_state, self._content = None, {}
        except (OSError, ValueError, TypeError) as error:
            raise AccessError("unreadable", file=self._path.name) from error
        return self._content

    @contextmanager
    def edit(self) -> Iterator[dict[str, Any]]:
        """A copy to change, written when the block ends without an error. One process at a time."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(self._path.with_suffix(".lock"), timeout=10):
            content = json.loads(json.dumps(self.read()))
            yield content
            write_private(self._path, json.dumps(content, ensure_ascii=False, indent=1).encode())


def write_private(path: Path, data: bytes) -> None:
    """Replace the file atomically; from its first byte on only its owner may read it."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder, without which a new file may be lost. Windows journals names itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
