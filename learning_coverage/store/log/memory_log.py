"""The log in memory, which holds the sample data apart from the real store."""

from collections.abc import Iterator

from learning_coverage.store.log.log import Commit, Head, StoreError


class MemoryLog:
    """A log that ends with the process."""

    def __init__(self) -> None:
        self._commits: list[Commit] = []
        self._blobs: dict[str, bytes] = {}

    def head(self) -> Head:
        """The last commit."""
        return Head(self._commits[-1].seq, self._commits[-1].hash) if self._commits else Head()

    def since(self, seq: int) -> Iterator[Commit]:
        """The commits after `seq`."""
        yield from self._commits[seq:]

    def append(self, commit: Commit, blobs: dict[str, bytes]) -> Commit:
        """Add the commit and its files."""
        self._blobs |= blobs
        linked = commit.link_to(self.head())
        self._commits.append(linked)
        return linked

    def blob(self, name: str) -> bytes:
        """The archived bytes of that hash."""
        if name not in self._blobs:
            raise StoreError("file_missing", name=name)
        return self._blobs[name]
