"""What kind of file the bytes are: told by the bytes, checked against the name's extension, or a Refusal."""

from pathlib import PurePath
from typing import Literal

from learning_coverage.intake.archive import check_archive, members_of
from learning_coverage.intake.refusal import Refusal

MOST_BYTES = 20 * 1024 * 1024

Kind = Literal["text", "xlsx", "xls", "ods"]

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRANGERS = (
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"%PDF", "PDF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "GZIP"),
    (b"{\\rtf", "RTF"),
    (b"MZ", "EXE"),
    (b"BM", "BMP"),
    (b"SQLite format 3", "SQLite"),
)
_EXTENSIONS: dict[str, Kind] = {"csv": "text", "txt": "text", "tsv": "text", "xlsx": "xlsx", "xls": "xls", "ods": "ods"}


def kind_of(data: bytes, file_name: str) -> Kind:
    """Refusal when the file is empty, too large, of another kind, or not what its extension promises."""
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise Refusal("file_empty")
    if len(data) > MOST_BYTES:
        raise Refusal("file_too_large", megabytes=MOST_BYTES // 1024 // 1024)
    extension = PurePath(file_name).suffix.lower().lstrip(".")
    if extension not in _EXTENSIONS:
        raise Refusal("file_extension", value=extension or file_name)
    kind = _kind_by_bytes(data)
    if kind == "xls" and extension == "xlsx":
        raise Refusal("file_with_password")  # Excel wraps an encrypted .xlsx in the old container
    if kind != _EXTENSIONS[extension]:
        raise Refusal("file_not_as_named", value=extension, found="csv/txt" if kind == "text" else kind)
    return kind


def _kind_by_bytes(data: bytes) -> Kind:
    if data.startswith(_ZIP):
        return _kind_of_archive(data)
    if data.startswith(_COMPOUND):
        return "xls"
    for magic, name in _STRANGERS:
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:64]):
            raise Refusal("file_of_another_kind", value=name)
    return "text"


def _kind_of_archive(data: bytes) -> Kind:
    names = members_of(data)
    check_archive(data)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    raise Refusal("file_of_another_kind", value="ZIP")
