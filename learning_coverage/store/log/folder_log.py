"""The log in a folder: `archive/<sha256>` and `commits/<number>.json`, each written once and never changed."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from learning_coverage.access.private_file import sync_folder
from learning_coverage.store.log.durable import create_file, make_folder, remove_drafts
from learning_coverage.store.log.log import Commit, Head, StoreError, check_hash, commit_file_name, read_chain, sha256

COUNT_FILE = "last"  # in `commits`: the number of the last commit


class FolderLog:
    """A log whose commits are files. Only the process that holds the writer's lock may append."""

    def __init__(self, folder: Path) -> None:
        self._archive = folder / "archive"
        self._commits = folder / "commits"
        try:
            for part in (self._archive, self._commits):
                make_folder(part)
        except OSError as error:
            raise StoreError("not_written", reason=error.strerror or str(error)) from error

    def head(self) -> Head:
        """The last commit; StoreError when it is damaged or later ones are missing."""
        expected = self._read_count()  # read first: another process may commit in between
        last = max((path.name for path in self._commits.glob("*.json")), default=None)
        data = self._read(self._commits / last) if last else b""
        head = Head(Commit.from_bytes(data).seq, sha256(data)) if last else Head()
        if expected > head.seq:
            raise StoreError("log_shortened", n=expected - head.seq)
        return head

    def since(self, seq: int) -> Iterator[Commit]:
        """The commits after `seq`, each verified. StoreError when one is damaged."""
        return read_chain(self.read_commit, seq, self.head().seq)

    def read_commit(self, seq: int) -> bytes:
        """The bytes of a commit's file."""
        return self._read(self._commit_path(seq))

    def recover(self) -> None:
        """Remove the drafts of a killed writer and sync what it did not. The caller holds the writer's lock."""
        for part in (self._archive, self._commits):
            remove_drafts(part)
            sync_folder(part)
        self._write_count(self.head().seq)

    def append(self, commit: Commit, blobs: dict[str, bytes]) -> Commit:
        """Write the files, then the commit, each synced to the disk. OSError when it cannot be written."""
        for name, data in blobs.items():
            if (self._archive / name).exists():
                self.blob(name)  # no commit may refer to a damaged copy,
                sync_folder(self._archive)  # nor to a file name that a killed writer did not sync
            else:
                create_file(self._archive / name, data)
        linked = commit.link_to(self.head())
        create_file(self._commit_path(linked.seq), linked.to_bytes())
        self._write_count(linked.seq)
        return linked

    def blob(self, name: str) -> bytes:
        """The archived bytes of that hash. StoreError when they are missing or damaged."""
        return check_hash(name, self._read(self._archive / name))

    def _write_count(self, seq: int) -> None:
        """Record the last number, so that a loss of the last commits is found. Not synced: it may lag, never lead."""
        draft = self._commits / f"{COUNT_FILE}.draft"
        with suppress(OSError):
            draft.write_text(str(seq), encoding="ascii")
            draft.replace(self._commits / COUNT_FILE)

    def _read_count(self) -> int:
        try:
            return int((self._commits / COUNT_FILE).read_bytes())
        except (OSError, ValueError):
            return 0

    def _commit_path(self, seq: int) -> Path:
        return self._commits / commit_file_name(seq)

    @staticmethod
    def _read(path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise StoreError("file_missing", name=path.name) from error
