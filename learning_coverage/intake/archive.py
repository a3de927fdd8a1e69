"""The zip inside an .xlsx or .ods: opened only when it is small, whole and without anything that acts.

The limits are those of a bomb check: members, unpacked bytes (counted while reading, never believed from the
directory) and their ratio to the packed ones.
"""

import io
import re
import zipfile
import zlib

from learning_coverage.intake.refusal import Refusal

MOST_MEMBERS = 200
MOST_UNPACKED = 50 * 1024 * 1024
MOST_RATIO = 100
_SMALL = 1024 * 1024  # below it even a high ratio is harmless: repeated empty cells pack well
_CHUNK = 256 * 1024

_ACTIVE = re.compile(r"vbaproject|(^|/)(basic|scripts)/|activex|\.bin$", re.IGNORECASE)
_HARMLESS = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def members_of(data: bytes) -> tuple[str, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return tuple(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refusal("file_damaged") from error


def check_archive(data: bytes) -> None:
    """Refusal for a bomb, a damaged or encrypted member, macros, entities or paths that climb."""
    names = members_of(data)
    if len(names) > MOST_MEMBERS or len(set(names)) < len(names):
        raise Refusal("archive_unsafe", value=str(len(names)))
    for name in names:
        if ".." in name.replace("\\", "/").split("/") or name.startswith(("/", "\\")) or ":" in name:
            raise Refusal("archive_unsafe", value=name)
        if _ACTIVE.search(name) and not _HARMLESS.search(name):
            raise Refusal("file_with_macros", value=name)
    _read_all(data)


def _read_all(data: bytes) -> None:
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                left -= _checked_size(archive, member, left)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
        raise Refusal("file_damaged") from error


def _checked_size(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    """Bytes of one member, read in pieces so that a bomb stops at the limit."""
    size, tail = 0, b""
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > left or (size > _SMALL and size > MOST_RATIO * max(member.compress_size, 1)):
                raise Refusal("archive_unsafe", value=member.filename)
            if member.filename.endswith((".xml", ".rels")) and _DECLARATION.search(tail + piece.replace(b"\x00", b"")):
                raise Refusal("archive_unsafe", value=member.filename)
            tail = piece[-16:]
    return size
