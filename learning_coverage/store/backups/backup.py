"""A backup: one zip file with the log of a store and its configuration, verified before it gets its name.

The files of a log never change, so it can be copied while others write; `view.duckdb` is never touched.
"""

import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from learning_coverage.access.private_file import sync_folder
from learning_coverage.store.log import fact_codec
from learning_coverage.store.log.durable import make_folder, sync_file
from learning_coverage.store.log.folder_log import FolderLog
from learning_coverage.store.log.format import MARKER, marker, read_marker, refuse_newer, version_of
from learning_coverage.store.log.log import Commit, Head, Log, StoreError, as_named, chained, commit_name

CONFIGURATION = ("commune.yaml", "targets.yaml", "access.yaml")
# Accounts and the record of acts, if there are any. The record may have an entry more than its head knows, never less.
BESIDE = ("access/accounts.json", "audit/head.json", "audit/record.jsonl")
_MEMBER = re.compile(
    r"format\.json|archive/[0-9a-f]{64}|commits/[0-9]{9}\.json|config/(commune|targets|access)\.yaml|"
    + "|".join(map(re.escape, BESIDE))
)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError)  # what zipfile may raise


@dataclass(frozen=True)
class Backup:
    """A backup opened for reading. Nothing but the files we write is in it, each once."""

    zip: zipfile.ZipFile
    names: tuple[str, ...]

    def read(self, name: str) -> bytes:
        """The bytes of a file; StoreError when they are missing or cannot be unpacked."""
        try:
            return self.zip.read(name)
        except KeyError as error:
            raise StoreError("file_missing", name=name) from error
        except _BROKEN as error:
            raise StoreError("backup_damaged") from error

    @property
    def version(self) -> int:
        return read_marker(self.read(MARKER))

    @property
    def unpacked(self) -> int:
        """Bytes it takes on a disk."""
        return sum(info.file_size for info in self.zip.infolist())

    def commits(self) -> Iterator[Commit]:
        """Every commit, the chain verified."""
        last = sum(name.startswith("commits/") for name in self.names)
        return chained(lambda seq: self.read(f"commits/{commit_name(seq)}"), 0, last)

    def blob(self, name: str) -> bytes:
        return as_named(name, self.read(f"archive/{name}"))


def make(folder: Path, target: Path, config: Path | None = None) -> Head:
    """Back up the store in a folder, and the files of a configuration folder; the last commit it holds.

    StoreError when the store is damaged, the target is there already or cannot be written.
    """
    if target.exists():
        raise StoreError("backup_exists", file=target.name)
    draft = target.with_name(f"{target.name}.{os.getpid()}.draft")
    try:
        make_folder(target.parent)
        _write(draft, folder, config)
        sync_file(draft)
        with opened(draft) as backup:
            head = verified(backup)
        draft.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise StoreError("backup_not_written", reason=error.strerror or str(error)) from error
    finally:
        with suppress(OSError):  # nothing was written where nothing can be
            draft.unlink()
    return head


@contextmanager
def opened(file: Path) -> Iterator[Backup]:
    """A backup to read. StoreError when the file is none, or is of a newer version."""
    try:
        kept = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise StoreError("no_backup", file=file.name) from error
    with kept:
        names = tuple(kept.namelist())
        if len(set(names)) != len(names) or not all(map(_MEMBER.fullmatch, names)):
            raise StoreError("no_backup", file=file.name)
        backup = Backup(kept, names)
        refuse_newer(backup.version)
        yield backup


def verified(backup: Backup) -> Head:
    """Read everything; the last commit. StoreError at the first link, byte or row that is not as it was."""
    head = Head()
    for commit in backup.commits():
        check_bytes(commit, backup)
        head = Head(commit.seq, commit.hash)
    return head


def check_bytes(commit: Commit, archive: "Backup | Log") -> None:
    """StoreError when what a commit brought is not there as it was."""
    for name in filter(None, (commit.raw, commit.rows)):
        archive.blob(name)
    if commit.rows:
        fact_codec.from_bytes(archive.blob(commit.rows))


def _write(draft: Path, folder: Path, config: Path | None) -> None:
    log = FolderLog(folder)
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as kept:
        kept.writestr(MARKER, marker(version_of(folder)))
        for name, data in _files(log):
            kept.writestr(name, data)
        beside = [(name, folder / name) for name in BESIDE]
        beside += [(f"config/{name}", config / name) for name in CONFIGURATION] if config else []
        for name, path in beside:
            if path.exists():
                kept.writestr(name, path.read_bytes())


def _files(log: FolderLog) -> Iterator[tuple[str, bytes]]:
    """Every commit as its bytes are, and what it brought, once."""
    seen: set[str] = set()
    for commit in log.since(0):
        yield f"commits/{commit_name(commit.seq)}", log.bytes_of(commit.seq)
        for name in filter(None, (commit.raw, commit.rows)):
            if name not in seen:
                yield f"archive/{name}", log.blob(name)
            seen.add(name)
