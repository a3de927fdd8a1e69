"""The zip inside an .xlsx or .ods: opened only when it is small, whole and without anything that acts.

The limits are those of a bomb check: members, unpacked bytes (counted while reading, never believed from the
directory) and their ratio to the packed ones. Two programs may see two different archives in the same bytes, so what
was checked is packed anew, and only that is read on.
"""

import io
import re
import zipfile
import zlib

from learning_coverage.characters import hidden_in
from learning_coverage.config import Limits
from learning_coverage.intake.refusal import Refusal

_SMALL = 1024 * 1024  # below it even a high ratio is harmless: repeated empty cells pack well
_CHUNK = 256 * 1024
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what offices' programs use; others may ask for much memory
_ENCRYPTED = 1
_NOT_OURS = {"xl/workbook.bin": "XLSB", "word/document.xml": "DOCX", "ppt/presentation.xml": "PPTX"}

_ACTIVE = re.compile(r"vbaproject|macrosheets/|(^|/)(basic|scripts)/|activex|\.bin$", re.IGNORECASE)
_HARMLESS = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_ACTS = re.compile(rb"macroEnabled|relationships/(vbaProject|xlMacrosheet|xlIntlMacrosheet)|<ddeLink|:ddeLink")
_LONGEST_MARK = 64  # bytes; a mark cut in two by the reading in pieces is found all the same


def checked_archive(data: bytes, limits: Limits) -> bytes:
    """The members anew. Refusal for a bomb, a damaged or encrypted member, macros, entities or paths that climb."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as checked:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _check_names([member.filename for member in archive.infolist()], limits)
            left = limits.unpacked_mb * 1024 * 1024
            for member in members:
                content = _content(archive, member, left, limits)
                left -= len(content)
                checked.writestr(member.filename, content)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError, NotImplementedError) as error:
        raise Refusal("file_damaged") from error
    return out.getvalue()


def names_in(data: bytes) -> frozenset[str]:
    """The members of an archive that was checked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return frozenset(archive.namelist())


def _check_names(names: list[str], limits: Limits) -> None:
    if len(names) > limits.members or len({name.casefold() for name in names}) < len(names):
        raise Refusal("archive_unsafe", value=str(len(names)))
    if other := next((_NOT_OURS[name] for name in names if name in _NOT_OURS), None):
        raise Refusal("file_of_another_kind", value=other)
    for name in names:
        climbs = ".." in name.replace("\\", "/").split("/") or name.startswith(("/", "\\")) or ":" in name
        if climbs or hidden_in(name):
            raise Refusal("archive_unsafe", value=name)
        if _ACTIVE.search(name) and not _HARMLESS.search(name):
            raise Refusal("file_with_macros", value=name)


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, limits: Limits) -> bytes:
    """One member, read in pieces so that a bomb stops at the limit."""
    if member.flag_bits & _ENCRYPTED:
        raise Refusal("file_with_password")
    if member.compress_type not in _PLAIN:
        raise Refusal("archive_unsafe", value=member.filename)
    size, tail, pieces = 0, b"", []
    with archive.open(member) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > left or (size > _SMALL and size > limits.ratio * max(member.compress_size, 1)):
                raise Refusal("archive_unsafe", value=member.filename)
            plain = tail + piece.replace(b"\x00", b"")  # UTF-16 hides nothing
            if _DECLARATION.search(plain):
                raise Refusal("archive_unsafe", value=member.filename)
            if _ACTS.search(plain):
                raise Refusal("file_with_macros", value=member.filename)
            tail = plain[-_LONGEST_MARK:]
            pieces.append(piece)
    return b"".join(pieces)
