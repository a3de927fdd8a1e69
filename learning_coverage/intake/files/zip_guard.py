"""The zip inside an .xlsx or .ods: opened only when it is small, whole and without anything that acts.

The limits are those of a bomb check: members, unpacked bytes (counted while reading, never believed from the
directory) and their ratio to the packed ones. Two programs may see two different archives in the same bytes, so what
was checked is packed anew, and only that is read on.
"""

import io
import re
import zipfile
import zlib

from learning_coverage.characters import find_hidden
from learning_coverage.config import FileLimits
from learning_coverage.intake.refusal import Refusal

_SMALL_MEMBER = 1024 * 1024  # below it even a high ratio is harmless: repeated empty cells pack well
_CHUNK = 256 * 1024
_ALLOWED_COMPRESSION = (
    zipfile.ZIP_STORED,
    zipfile.ZIP_DEFLATED,
)  # what offices' programs use; others may ask for much memory
_ENCRYPTED_FLAG = 1
_FOREIGN_MEMBERS = {"xl/workbook.bin": "XLSB", "word/document.xml": "DOCX", "ppt/presentation.xml": "PPTX"}

_ACTIVE_NAMES = re.compile(r"vbaproject|macrosheets/|(^|/)(basic|scripts)/|activex|\.bin$", re.IGNORECASE)
_HARMLESS_NAMES = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
_DTD = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_ACTIVE_CONTENT = re.compile(
    rb"macroEnabled|relationships/(vbaProject|xlMacrosheet|xlIntlMacrosheet)|<ddeLink|:ddeLink"
)
_OVERLAP = 64  # bytes; a mark cut in two by the reading in pieces is found all the same


def repack_archive(data: bytes, limits: FileLimits) -> bytes:
    """The members anew. Refusal for a bomb, a damaged or encrypted member, macros, entities or paths that climb."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as checked:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _check_names([member.filename for member in archive.infolist()], limits)
            left = limits.unpacked_mb * 1024 * 1024
            for member in members:
                content = _read_member(archive, member, left, limits)
                left -= len(content)
                checked.writestr(member.filename, content)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
        raise Refusal("file_damaged") from error
    return out.getvalue()


def list_members(data: bytes) -> frozenset[str]:
    """The members of an archive that was checked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return frozenset(archive.namelist())


def _check_names(names: list[str], limits: FileLimits) -> None:
    if len(names) > limits.members or len({name.casefold() for name in names}) < len(names):
        raise Refusal("archive_unsafe", value=str(len(names)))
    if other := next((_FOREIGN_MEMBERS[name] for name in names if name in _FOREIGN_MEMBERS), None):
        raise Refusal("file_of_another_kind", value=other)
    for name in names:
        climbs = ".." in name.replace("\\", "/").split("/") or name.startswith(("/", "\\")) or ":" in name
        if climbs or find_hidden(name):
            raise Refusal("archive_unsafe", value=name)
        if _ACTIVE_NAMES.search(name) and not _HARMLESS_NAMES.search(name):
            raise Refusal("file_with_macros", value=name)


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, remaining: int, limits: FileLimits) -> bytes:
    """One member, read in pieces so that a bomb stops at the limit."""
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
            plain = tail + piece.replace(b"\x00", b"")  # UTF-16 hides nothing
            if _DTD.search(plain):
                raise Refusal("archive_unsafe", value=member.filename)
            if _ACTIVE_CONTENT.search(plain):
                raise Refusal("file_with_macros", value=member.filename)
            tail = plain[-_OVERLAP:]
            pieces.append(piece)
    return b"".join(pieces)
