"""A backup: one zip file with the log of a store and its configuration, verified before it gets its name.

The files of a log never change, so it can be copied while another process writes; `view.duckdb` is not read.
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
# Accounts and audit log, if there are any. The head is read first: the log may have more entries than it, never fewer.
ACCESS_FILES = ("access/accounts.json", "audit/head.json", "audit/record.jsonl")
_MEMBER_NAME = re.compile(
    r"format\.json|archive/[0-9a-f]{64}|commits/[0-9]{9}\.json|config/(commune|targets|access)\.yaml|"
    + "|".join(map(re.escape, ACCESS_FILES))
)
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError)  # what zipfile raises


@dataclass(frozen=True)
class Backup:
    """A backup opened for reading; it holds only the files we write, each once."""

    zip: zipfile.ZipFile
    names: tuple[str, ...]

    def read(self, name: str) -> bytes:
        """The bytes of a member; StoreError when it is missing or cannot be unpacked."""
        try:
            return self.zip.read(name)
        except KeyError as error:
            raise StoreError("file_missing", name=name) from error
        except _ZIP_ERRORS as error:
            raise StoreError("backup_damaged") from error

    @property
    def version(self) -> int:
        """The format version of the store in it."""
        return decode_marker(self.read(MARKER_FILE))

    @property
    def unpacked_bytes(self) -> int:
        """Its size on disk when restored, in bytes."""
        return sum(info.file_size for info in self.zip.infolist())

    def commits(self) -> Iterator[Commit]:
        """Every commit, the chain verified."""
        last = sum(name.startswith("commits/") for name in self.names)
        return read_chain(lambda seq: self.read(f"commits/{commit_file_name(seq)}"), 0, last)

    def blob(self, name: str) -> bytes:
        """Archived bytes by their SHA-256; StoreError when they are missing or damaged."""
        return check_hash(name, self.read(f"archive/{name}"))


def create(folder: Path, target: Path, config: Path | None = None) -> Head:
    """Back up the store in a folder and the files of a configuration folder; the last commit in the backup.

    StoreError when the store is damaged, or the target exists or cannot be written.
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
        with suppress(OSError):  # in a folder that cannot be written there is no draft
            draft.unlink()
    return head


@contextmanager
def open_backup(file: Path) -> Iterator[Backup]:
    """A backup for reading. StoreError when the file is no backup, or one of a newer version."""
    try:
        archive = zipfile.ZipFile(file)
    except _ZIP_ERRORS as error:
        raise StoreError("no_backup", file=file.name) from error
    with archive:
        names = tuple(archive.namelist())
        if len(set(names)) != len(names) or not all(map(_MEMBER_NAME.fullmatch, names)):
            raise StoreError("no_backup", file=file.name)
        backup = Backup(archive, names)
        reject_newer(backup.version)
        yield backup


def verify(backup: Backup) -> Head:
    """Read everything; the last commit. StoreError at the first damaged commit, blob or row."""
    head = Head()
    for commit in backup.commits():
        check_blobs(commit, backup)
        head = Head(commit.seq, commit.hash)
    return head


def check_blobs(commit: Commit, archive: "Backup | Log") -> None:
    """StoreError when the bytes of a commit are missing or damaged, or its rows cannot be decoded."""
    for name in filter(None, (commit.raw, commit.rows)):
        archive.blob(name)
    if commit.rows:
        fact_codec.decode(archive.blob(commit.rows))


def _write(draft: Path, folder: Path, config: Path | None) -> None:
    log = FolderLog(folder)
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MARKER_FILE, encode_marker(read_version(folder)))
        for name, data in _read_members(log):
            archive.writestr(name, data)
        other_files = [(name, folder / name) for name in ACCESS_FILES]
        other_files += [(f"config/{name}", config / name) for name in CONFIG_FILES] if config else []
        for name, path in other_files:
            if path.exists():
                archive.writestr(name, path.read_bytes())


def _read_members(log: FolderLog) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of every commit and of its blobs, each blob once."""
    written: set[str] = set()
    for commit in log.since(0):
        yield f"commits/{commit_file_name(commit.seq)}", log.read_commit(commit.seq)
        for name in filter(None, (commit.raw, commit.rows)):
            if name not in written:
                yield f"archive/{name}", log.blob(name)
            written.add(name)
