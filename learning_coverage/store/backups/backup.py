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
from learning_coverage.store.log.format import MARKER_FILE, decode_marker, encode_marker, read_version, reject_newer
from learning_coverage.store.log.log import Commit, Head, Log, StoreError, check_hash, commit_file_name, read_chain

CONFIG_FILES = ("commune.yaml", "targets.yaml", "access.yaml")
# Accounts and the record of acts, if there are any. The record may have an entry more than its head knows, never less.
ACCESS_FILES = ("access/accounts.json", "audit/head.json", "audit/record.jsonl")
_MEMBER_NAME = re.compile(
    r"format\.json|archive/[0-9a-f]{64}|commits/[0-9]{9}\.json|config/(commune|targets|access)\.yaml|"
    + "|".join(map(re.escape, ACCESS_FILES))
)
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError)  # what zipfile may raise


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
        except _ZIP_ERRORS as error:
            raise StoreError("backup_damaged") from error

    @property
    def version(self) -> int:
        return decode_marker(self.read(MARKER_FILE))

    @property
    def unpacked_bytes(self) -> int:
        """Bytes it takes on a disk."""
        return sum(info.file_size for info in self.zip.infolist())

    def commits(self) -> Iterator[Commit]:
        """Every commit, the chain verified."""
        last = sum(name.startswith("commits/") for name in self.names)
        return read_chain(lambda seq: self.read(f"commits/{commit_file_name(seq)}"), 0, last)

    def blob(self, name: str) -> bytes:
        return check_hash(name, self.read(f"archive/{name}"))


def create(folder: Path, target: Path, config: Path | None = None) -> Head:
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
        with open_backup(draft) as backup:
            head = verify(backup)
        draft.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise StoreError("backup_not_written", reason=error.strerror or str(error)) from error
    finally:
        with suppress(OSError):  # nothing was written where nothing can be
            draft.unlink()
    return head


@contextmanager
def open_backup(file: Path) -> Iterator[Backup]:
    """A backup to read. StoreError when the file is none, or is of a newer version."""
    try:
        kept = zipfile.ZipFile(file)
    except _ZIP_ERRORS as error:
        raise StoreError("no_backup", file=file.name) from error
    with kept:
        names = tuple(kept.namelist())
        if len(set(names)) != len(names) or not all(map(_MEMBER_NAME.fullmatch, names)):
            raise StoreError("no_backup", file=file.name)
        backup = Backup(kept, names)
        reject_newer(backup.version)
        yield backup


def verify(backup: Backup) -> Head:
    """Read everything; the last commit. StoreError at the first link, byte or row that is not as it was."""
    head = Head()
    for commit in backup.commits():
        check_blobs(commit, backup)
        head = Head(commit.seq, commit.hash)
    return head


def check_blobs(commit: Commit, archive: "Backup | Log") -> None:
    """StoreError when what a commit brought is not there as it was."""
    for name in filter(None, (commit.raw, commit.rows)):
        archive.blob(name)
    if commit.rows:
        fact_codec.decode(archive.blob(commit.rows))


def _write(draft: Path, folder: Path, config: Path | None) -> None:
    log = FolderLog(folder)
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as kept:
        kept.writestr(MARKER_FILE, encode_marker(read_version(folder)))
        for name, data in _read_members(log):
            kept.writestr(name, data)
        beside = [(name, folder / name) for name in ACCESS_FILES]
        beside += [(f"config/{name}", config / name) for name in CONFIG_FILES] if config else []
        for name, path in beside:
            if path.exists():
                kept.writestr(name, path.read_bytes())


def _read_members(log: FolderLog) -> Iterator[tuple[str, bytes]]:
    """Every commit as its bytes are, and what it brought, once."""
    seen: set[str] = set()
    for commit in log.since(0):
        yield f"commits/{commit_file_name(commit.seq)}", log.read_commit(commit.seq)
        for name in filter(None, (commit.raw, commit.rows)):
            if name not in seen:
                yield f"archive/{name}", log.blob(name)
            seen.add(name)
