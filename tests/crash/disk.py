"""Possible states of a disk after a power loss: a journal of file operations, replayed up to a moment.

Synced data is present in every model. MODELS has one function per assumption about unsynced data.
"""

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

_HEADER = struct.Struct("=cHHQQ")


@dataclass(frozen=True)
class Operation:
    """One file operation: c create, w write, t truncate, s sync, r rename, l link, u unlink, m mkdir, d rmdir."""

    kind: str
    path: PurePosixPath
    to: PurePosixPath
    offset: int
    data: bytes


@dataclass
class File:
    """A file as processes read it, its synced content, and the unsynced writes."""

    now: bytes = b""
    durable: bytes = b""
    unsynced: list[tuple[int, bytes]] = field(default_factory=list)

    def write(self, offset: int, data: bytes) -> None:
        self.now = patch(self.now, offset, data)
        self.unsynced.append((offset, data))

    def cut(self, length: int) -> None:
        self.now = self.now[:length].ljust(length, b"\0")

    def sync(self) -> None:
        self.durable, self.unsynced = self.now, []


Folder = None  # the value of a name that is a folder
Names = dict[PurePosixPath, File | None]
State = dict[PurePosixPath, bytes | None]
Model = Callable[["Disk", random.Random], State]


@dataclass
class Disk:
    """Names as processes see them, and the durable names: those at the last sync of their folder."""

    names: Names = field(default_factory=dict)
    durable: Names = field(default_factory=dict)
    last: Operation | None = None

    def play(self, operation: Operation) -> None:
        self.last = operation
        file = self.names.get(operation.path)
        if operation.kind in "cm":
            self.names[operation.path] = File() if operation.kind == "c" else Folder
        elif operation.kind in "ud":
            self.names.pop(operation.path, None)
        elif operation.kind == "l":
            self.names[operation.to] = self.names[operation.path]
        elif operation.kind == "r":
            self._rename(operation.path, operation.to)
        elif file is Folder:
            self._sync_folder(operation.path)
        elif operation.kind == "w":
            file.write(operation.offset, operation.data)
        elif operation.kind == "t":
            file.cut(operation.offset)
        else:
            file.sync()

    def _rename(self, source: PurePosixPath, target: PurePosixPath) -> None:
        for path in [path for path in self.names if path == source or source in path.parents]:
            self.names[target / path.relative_to(source)] = self.names.pop(path)

    def _sync_folder(self, folder: PurePosixPath) -> None:
        for names in (self.durable, self.names):
            for path in [path for path in names if path.parent == folder]:
                if path in self.names:
                    self.durable[path] = self.names[path]
                else:
                    del self.durable[path]

    def reachable(self) -> Names:
        """The durable names below durable folders; the folders above the topmost name are assumed to exist."""
        top = min((len(path.parts) for path in self.names), default=0)
        return {
            path: file
            for path, file in self.durable.items()
            if all(above in self.durable for above in path.parents if len(above.parts) >= top)
        }


def read_journal(journal: Path) -> Iterator[Operation]:
    data, place = journal.read_bytes(), 0
    while place < len(data):
        kind, first, second, offset, length = _HEADER.unpack_from(data, place)
        place += _HEADER.size
        parts = []
        for size in (first, second, length):
            parts.append(data[place : place + size])
            place += size
        yield Operation(kind.decode(), *(PurePosixPath(part.decode()) for part in parts[:2]), offset, parts[2])


def patch(content: bytes, offset: int, data: bytes) -> bytes:
    return content[:offset].ljust(offset, b"\0") + data + content[offset + len(data) :]


def _with(names: Names, content: Callable[[File], bytes]) -> State:
    return {path: None if file is Folder else content(file) for path, file in names.items()}


def drop_unsynced(disk: Disk, _: random.Random) -> State:
    return _with(disk.names, lambda file: file.durable)


def keep_all(disk: Disk, _: random.Random) -> State:
    return _with(disk.names, lambda file: file.now)


def cut_last_write(disk: Disk, chance: random.Random) -> State:
    state = keep_all(disk, chance)
    last = disk.last
    if last and last.kind == "w" and disk.names.get(last.path):
        part = last.data[: chance.randrange(len(last.data))]
        file = disk.names[last.path]
        assert file
        before = file.durable
        for offset, data in [*file.unsynced[:-1], (last.offset, part)]:
            before = patch(before, offset, data)
        state[last.path] = before
    return state


def drop_names(disk: Disk, _: random.Random) -> State:
    return _with(disk.reachable(), lambda file: file.durable)


def zero_unsynced(disk: Disk, _: random.Random) -> State:
    """Files have their new length, with zeros in place of unsynced data."""

    def content(file: File) -> bytes:
        for offset, data in file.unsynced:
            file = File(now=b"", durable=patch(file.durable, offset, bytes(len(data))))
        return file.durable

    return _with(disk.names, content)


def tear_writes(disk: Disk, chance: random.Random) -> State:
    """Some sectors or pages of every unsynced write are on the disk."""
    size = chance.choice([512, 4096])

    def content(file: File) -> bytes:
        torn = file.durable
        for offset, data in file.unsynced:
            for place in range(0, len(data), size):
                if chance.random() < 0.5:
                    torn = patch(torn, offset + place, data[place : place + size])
        return torn

    return _with(disk.names, content)


MODELS: dict[str, Model] = {
    "unsynced dropped": drop_unsynced,
    "all kept": keep_all,
    "last write cut": cut_last_write,
    "names not durable": drop_names,
    "zero tails": zero_unsynced,
    "torn pieces": tear_writes,
}


def build(state: State, root: PurePosixPath, target: Path) -> None:
    """Write a state into the folder `target`, which stands for `root`."""
    for path in sorted(state):
        if root in path.parents:
            content, place = state[path], target / path.relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                place.mkdir(exist_ok=True)
            else:
                place.write_bytes(content)
