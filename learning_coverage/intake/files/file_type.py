"""File types, detected by content and compared with the extension of the name."""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from learning_coverage.config import FileLimits
from learning_coverage.intake.files.zip_guard import list_members, repack_archive
from learning_coverage.intake.refusal import Refusal

FileKind = Literal["text", "xlsx", "xls", "ods"]

_ZIP_MAGIC = b"PK\x03\x04"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN_MAGIC = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"%!PS", "PostScript"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"PK\x05\x06", "ZIP"),
    (b"PK\x07\x08", "ZIP"),
    (b"\x1f\x8b", "GZIP"),
    (b"BZh", "BZIP2"),
    (b"\xfd7zXZ", "XZ"),
    (b"\x28\xb5\x2f\xfd", "ZSTD"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "ELF"),
    (b"MZ", "EXE"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"RIFF", "WebP"),
    (b"ID3", "MP3"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
    (b"\x00\x01\x00\x00Standard", "Access"),
)
# Text may begin with these letters; a file of the type has NUL bytes near its start.
_NAMES_WITH_LETTER_MAGIC = ("EXE", "BMP", "WebP", "MP3", "BZIP2", "Parquet")
_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|table|\?xml|svg|script)\b", re.IGNORECASE)
_EXTENSIONS: dict[str, FileKind] = {
    "csv": "text",
    "txt": "text",
    "tsv": "text",
    "xlsx": "xlsx",
    "xls": "xls",
    "ods": "ods",
}


@dataclass(frozen=True)
class CheckedFile:
    """A file of an accepted type; of an archive only the checked members."""

    kind: FileKind
    data: bytes


def check_file(data: bytes, file_name: str, limits: FileLimits) -> CheckedFile:
    """The file with its type. Raises Refusal when it is empty, too large, of another type or extension."""
    if len(data) > limits.file_mb * 1024 * 1024:
        raise Refusal("file_too_large", megabytes=limits.file_mb)
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise Refusal("file_empty")
    extension = PurePath(file_name).suffix.lower().lstrip(".").strip()
    if extension not in _EXTENSIONS:
        raise Refusal("file_extension", value=extension or file_name)
    named = _EXTENSIONS[extension]
    kind: FileKind | Literal["zip"] = _detect_kind(data)
    if kind == "xls" and extension == "xlsx":
        raise Refusal("file_with_password")  # Excel stores an encrypted .xlsx in the OLE container
    if kind == "zip" and named in ("xlsx", "ods"):
        data = repack_archive(data, limits)
        kind = _detect_archive_kind(data)
    if kind != named:
        raise Refusal("file_not_as_named", value=extension, found="csv/txt" if kind == "text" else kind)
    if kind == "xls":
        _check_ole(data)
    return CheckedFile(named, data)


def _detect_kind(data: bytes) -> FileKind | Literal["zip"]:
    if data.startswith(_ZIP_MAGIC):
        return "zip"
    if data.startswith(_OLE_MAGIC):
        return "xls"
    for magic, name in _FOREIGN_MAGIC:
        if data.startswith(magic) and (name not in _NAMES_WITH_LETTER_MAGIC or b"\x00" in data[:64]):
            raise Refusal("file_of_another_kind", value=name)
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")[:1024]):
        raise Refusal("file_of_another_kind", value="HTML/XML")
    return "text"


def _detect_archive_kind(data: bytes) -> FileKind:
    names = list_members(data)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    raise Refusal("file_of_another_kind", value="ZIP")


def _check_ole(data: bytes) -> None:
    """Raise Refusal for an OLE container with another document, a password or macros."""
    for stream, name in (("WordDocument", "DOC"), ("PowerPoint Document", "PPT")):
        if stream.encode("utf-16-le") in data:
            raise Refusal("file_of_another_kind", value=name)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refusal("file_with_password")
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise Refusal("file_with_macros", value="VBA")
