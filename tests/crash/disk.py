"""What a disk could hold after the power went: a journal of a process's acts on files, played up to a moment.

What was synced is there in every model. What was not: see MODELS, one function each.
"""

import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

_HEADER = struct.Struct("=cHHQQ")


@dataclass(frozen=True)
class Act:
    """One act on a file: c create, w write, t truncate, s sync, r rename, l link, u unlink, m mkdir, d rmdir."""

    kind: str
    path: PurePosixPath
    to: PurePosixPath
    offset: int
    data: bytes


@dataclass
class File:
    """A file as processes see it, as it is safely on the disk, and the writes in between."""

    now: bytes = b""
    safe: bytes = b""
    unsafe: list[tuple[int, bytes]] = field(default_factory=list)

    def write(self, offset: int, data: bytes) -> None:
        self.now = patched(self.now, offset, data)
        self.unsafe.append((offset, data))

    def cut(self, length: int) -> None:
        self.now = self.now[:length].ljust(length, b"\0")

    def sync(self) -> None:
        self.safe, self.unsafe = self.now, []


Folder = None  # what a name stands for that is no file
Names = dict[PurePosixPath, File | None]
State = dict[PurePosixPath, bytes | None]
Model = Callable[["Disk", random.Random], State]


@dataclass
class Disk:
    """Names as processes see them and as they are safely on the disk, which is when their folder was synced."""

    names: Names = field(default_factory=dict)
    safe: Names = field(default_factory=dict)
    last: Act | None = None

    def play(self, act: Act) -> None:
        self.last = act
        file = self.names.get(act.path)
        if act.kind in "cm":
            self.names[act.path] = File() if act.kind == "c" else Folder
        elif act.kind in "ud":
            self.names.pop(act.path, None)
        elif act.kind == "l":
            self.names[act.to] = self.names[act.path]
        elif act.kind == "r":
            self._rename(act.path, act.to)
        elif file is Folder:
            self._sync_folder(act.path)
        elif act.kind == "w":
            file.write(act.offset, act.data)
        elif act.kind == "t":
            file.cut(act.offset)
        else:
            file.sync()

    def _rename(self, source: PurePosixPath, target: PurePosixPath) -> None:
        for path in [path for path in self.names if path == source or source in path.parents]:
            self.names[target / path.relative_to(source)] = self.names.pop(path)

    def _sync_folder(self, folder: PurePosixPath) -> None:
        for names in (self.safe, self.names):
            for path in [path for path in names if path.parent == folder]:
                if path in self.names:
                    self.safe[path] = self.names[path]
                else:
                    del self.safe[path]

    def reachable(self) -> Names:
        """The names that are safe and below safe folders; what is above all of them is taken to be there."""
        top = min((len(path.parts) for path in self.names), default=0)
        return {
            path: file
            for path, file in self.safe.items()
            if all(above in self.safe for above in path.parents if len(above.parts) >= top)
        }


def acts(journal: Path) -> Iterator[Act]:
    data, place = journal.read_bytes(), 0
    while place < len(data):
        kind, first, second, offset, length = _HEADER.unpack_from(data, place)
        place += _HEADER.size
        parts = []
        for size in (first, second, length):
            parts.append(data[place : place + size])
            place += size
        yield Act(kind.decode(), *(PurePosixPath(part.decode()) for part in parts[:2]), offset, parts[2])


def patched(content: bytes, offset: int, data: bytes) -> bytes:
    return content[:offset].ljust(offset, b"\0") + data + content[offset + len(data) :]


def _with(names: Names, content: Callable[[File], bytes]) -> State:
    return {path: None if file is Folder else content(file) for path, file in names.items()}


def dropped(disk: Disk, _: random.Random) -> State:
    return _with(disk.names, lambda file: file.safe)


def kept(disk: Disk, _: random.Random) -> State:
    return _with(disk.names, lambda file: file.now)


def last_write_cut(disk: Disk, chance: random.Random) -> State:
    state = kept(disk, chance)
    last = disk.last
    if last and last.kind == "w" and disk.names.get(last.path):
        part = last.data[: chance.randrange(len(last.data))]
        file = disk.names[last.path]
        assert file
        before = file.safe
        for offset, data in [*file.unsafe[:-1], (last.offset, part)]:
            before = patched(before, offset, data)
        state[last.path] = before
    return state


def names_lost(disk: Disk, _: random.Random) -> State:
    return _with(disk.reachable(), lambda file: file.safe)


def zero_tails(disk: Disk, _: random.Random) -> State:
    """The new length is there, what was written is not."""

    def content(file: File) -> bytes:
        for offset, data in file.unsafe:
            file = File(now=b"", safe=patched(file.safe, offset, bytes(len(data))))
        return file.safe

    return _with(disk.names, content)


def torn(disk: Disk, chance: random.Random) -> State:
    """Of every write some pieces of a sector, or of a page."""
    size = chance.choice([512, 4096])

    def content(file: File) -> bytes:
        torn = file.safe
        for offset, data in file.unsafe:
            for place in range(0, len(data), size):
                if chance.random() < 0.5:
                    torn = patched(torn, offset + place, data[place : place + size])
        return torn

    return _with(disk.names, content)


MODELS: dict[str, Model] = {
    "unsynced dropped": dropped,
    "all kept": kept,
    "last write cut": last_write_cut,
    "names not durable": names_lost,
    "zero tails": zero_tails,
    "torn pieces": torn,
}


def build(state: State, root: PurePosixPath, target: Path) -> None:
    """Lay a state out in a folder, `root` being the target."""
    for path in sorted(state):
        if root in path.parents:
            content, place = state[path], target / path.relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                place.mkdir(exist_ok=True)
            else:
                place.write_bytes(content)
