"""Checks of the zip archive of an .xlsx or .ods: size, damage, active content.

Limited are the members, the unpacked bytes (counted while reading, as the directory may be wrong) and their ratio to
the packed ones. Two programs may find different archives in the same bytes, so only the checked members, packed again,
are read.
"""

import io
import re
import zipfile
import zlib

from learning_coverage.characters import find_hidden
from learning_coverage.config import FileLimits
from learning_coverage.intake.refusal import Refusal

_SMALL_MEMBER = 1024 * 1024  # bytes; below, a high ratio is harmless, as repeated empty cells pack well
_CHUNK = 256 * 1024
_ALLOWED_COMPRESSION = (
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
)  # those of office programs; others may need much memory
_ENCRYPTED_FLAG = 1
_FOREIGN_MEMBERS = {"xl/workbook.bin": "XLSB", "word/document.xml": "DOCX", "ppt/presentation.xml": "PPTX"}

_ACTIVE_NAMES = re.compile(r"vbaproject|macrosheets/|(^|/)(basic|scripts)/|activex|\.bin$", re.IGNORECASE)
_HARMLESS_NAMES = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
_DTD = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_ACTIVE_CONTENT = re.compile(
    rb"macroEnabled|relationships/(vbaProject|xlMacrosheet|xlIntlMacrosheet)|<ddeLink|:ddeLink"
)
_OVERLAP = 64  # bytes of the previous piece, so that a pattern across two pieces is found


def repack_archive(data: bytes, limits: FileLimits) -> bytes:
    """An archive of the checked members. Raises Refusal for bombs, damage, passwords, macros, DTDs and unsafe paths."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as checked:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _check_names([member.filename for member in archive.infolist()], limits)
            remaining = limits.unpacked_mb * 1024 * 1024
            for member in members:
                content = _read_member(archive, member, remaining, limits)
                remaining -= len(content)
                checked.writestr(member.filename, content)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
        raise Refusal("file_damaged") from error
    return out.getvalue()


def list_members(data: bytes) -> frozenset[str]:
    """The names of the members of a checked archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return frozenset(archive.namelist())


def _check_names(names: list[str], limits: FileLimits) -> None:
    if len(names) > limits.members or len({name.casefold() for name in names}) < len(names):
        raise Refusal("archive_unsafe", value=str(len(names)))
    if other := next((_FOREIGN_MEMBERS[name] for name in names if name in _FOREIGN_MEMBERS), None):
        raise Refusal("file_of_another_kind", value=other)
    for name in names:
        is_unsafe = ".." in name.replace("\\", "/").split("/") or name.startswith(("/", "\\")) or ":" in name
        if is_unsafe or find_hidden(name):
            raise Refusal("archive_unsafe", value=name)
        if _ACTIVE_NAMES.search(name) and not _HARMLESS_NAMES.search(name):
            raise Refusal("file_with_macros", value=name)


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, remaining: int, limits: FileLimits) -> bytes:
    """The bytes of a member, read in pieces up to the limit."""
    if member.flag_bits & _ENCRYPTED_FLAG:
        raise Refusal("file_with_password")
    if member.compress_type not in _ALLOWED_COMPRESSION:
        raise Refusal("archive_unsafe", value=member.filename)
    size, tail, pieces = 0, b"", []
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > remaining or (size > _SMALL_MEMBER and size > limits.ratio * max(member.compress_size, 1)):
                raise Refusal("archive_unsafe", value=member.filename)
            plain = tail + piece.replace(b"\x00", b"")  # so that UTF-16 is searched too
            if _DTD.search(plain):
                raise Refusal("archive_unsafe", value=member.filename)
            if _ACTIVE_CONTENT.search(plain):
                raise Refusal("file_with_macros", value=member.filename)
            tail = plain[-_OVERLAP:]
            pieces.append(piece)
    return b"".join(pieces)
