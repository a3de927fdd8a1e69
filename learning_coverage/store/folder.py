"""The log in a folder: `archive/<sha256>` and `commits/<number>.json`, both written once and never changed."""

import os
from collections.abc import Iterator
from pathlib import Path

from learning_coverage.store.log import Commit, Head, StoreError, sha256


class FolderLog:
    """A log whose commits are files. One process at a time may append: the caller holds the writer's lock."""

    def __init__(self, folder: Path) -> None:
        self._archive = folder / "archive"
        self._commits = folder / "commits"
        try:
            for part in (self._archive, self._commits):
                part.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError("not_written", reason=error.strerror or str(error)) from error

    def head(self) -> Head:
        last = max((path.name for path in self._commits.glob("*.json")), default=None)
        if last is None:
            return Head()
        data = (self._commits / last).read_bytes()
        return Head(Commit.from_bytes(data).seq, sha256(data))

    def since(self, seq: int) -> Iterator[Commit]:
        before = self._hash_of(seq)
        for number in range(seq + 1, self.head().seq + 1):
            data = self._read(self._path(number))
            commit = Commit.from_bytes(data)
            if (commit.seq, commit.prev) != (number, before):
                raise StoreError("chain_broken", seq=number)
            before = sha256(data)
            yield commit

    def append(self, commit: Commit, blobs: dict[str, bytes]) -> Commit:
        for name, data in blobs.items():
            if (self._archive / name).exists():
                self.blob(name)  # no commit may stand on a damaged copy
            else:
                _write_once(self._archive / name, data)
        linked = commit.after(self.head())
        _write_once(self._path(linked.seq), linked.to_bytes())
        return linked

    def blob(self, name: str) -> bytes:
        data = self._read(self._archive / name)
        if sha256(data) != name:
            raise StoreError("blob_damaged", name=name)
        return data

    def _path(self, seq: int) -> Path:
        return self._commits / f"{seq:09d}.json"

    def _hash_of(self, seq: int) -> str:
        return sha256(self._read(self._path(seq))) if seq else Head().hash

    @staticmethod
    def _read(path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise StoreError("file_missing", name=path.name) from error


def _write_once(path: Path, data: bytes) -> None:
    """Make `path` appear whole and for good, or not at all; FileExistsError when it is there already."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _publish(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _publish(draft: Path, path: Path) -> None:
    if os.name == "nt":
        draft.rename(path)  # refuses to replace on Windows
    else:
        os.link(draft, path)  # rename would replace in silence; a link refuses


def _sync_folder(folder: Path) -> None:
    """A new name is only safe once its folder is synced; Windows has no such call and journals names itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
