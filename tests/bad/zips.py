"""Deterministic workbooks written part by part, so that a case can damage any part."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.bad.cases import FIRST, GOOD, HEAD

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ROWS: tuple[tuple[object, ...], ...] = (HEAD, *((2024, *row[1:3], *map(int, row[3:])) for row in (FIRST, GOOD)))


def cell(reference: str, value: object) -> str:
    if value is None:
        return f'<c r="{reference}"/>'
    if isinstance(value, int | float):
        return f'<c r="{reference}"><v>{value}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def row(number: int, values: Sequence[object]) -> str:
    cells = "".join(cell(f"{chr(65 + at)}{number}", value) for at, value in enumerate(values))
    return f'<row r="{number}">{cells}</row>'


def sheet(rows: Sequence[Sequence[object]] = ROWS, *, more: str = "", after: str = "") -> str:
    """The XML of a sheet; `more` is XML of further rows, `after` is XML below the rows."""
    body = "".join(row(number, values) for number, values in enumerate(rows, start=1))
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}" xmlns:r="{REL}"><sheetData>{body}{more}</sheetData>{after}</worksheet>'


def with_cell(reference: str, xml: str) -> str:
    """The valid sheet with one cell replaced by this XML."""
    at, number = ord(reference[0]) - 65, int(reference[1:]) - 1
    return sheet().replace(cell(reference, ROWS[number][at]), xml)


def workbook(names: Mapping[str, str]) -> str:
    """The workbook part, which lists the sheets; `names` maps each sheet name to its state."""
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"{f" state={quoteattr(state)}" if state else ""}/>'
        for n, (name, state) in enumerate(names.items(), start=1)
    )
    return f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{sheets}</sheets></workbook>'


def members(sheets: Mapping[str, str] | None = None, states: Mapping[str, str] | None = None) -> dict[str, str | bytes]:
    """The parts of a workbook by path."""
    found = {"Sheet1": sheet()} if sheets is None else dict(sheets)
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{PLAIN}.worksheet+xml"/>'
        for n in range(1, len(found) + 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(found) + 1)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{PLAIN}.sheet.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": workbook({name: (states or {}).get(name, "") for name in found}),
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": content for n, content in enumerate(found.values(), start=1)},
    }


def pack(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED, duplicate: str = "") -> bytes:
    """A zip archive of the parts; `duplicate` names a member to write a second time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in (*parts, *([duplicate] if duplicate else [])):
            content = parts[name]
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def xlsx(sheets: Mapping[str, str] | None = None, **parts: str | bytes | None) -> bytes:
    """A workbook; `parts` (`__` stands for /, `_dot_` for .) are added or, if None, left out."""
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    whole = {**members(sheets), **named}
    return pack({name: content for name, content in whole.items() if content is not None})


def mark_encrypted(data: bytes) -> bytes:
    """The archive with the encryption flag set in each header."""
    out = bytearray(data)
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(magic)
        while at >= 0:
            struct.pack_into("<H", out, at + offset, struct.unpack_from("<H", out, at + offset)[0] | 1)
            at = out.find(magic, at + 4)
    return bytes(out)


def ods(rows: str, mimetype: str = "application/vnd.oasis.opendocument.spreadsheet", **parts: str) -> bytes:
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Sheet1">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    named = {name.replace("__", "/").replace("_dot_", "."): text for name, text in parts.items()}
    whole = {"mimetype": mimetype, "META-INF/manifest.xml": manifest, "content.xml": content, **named}
    return pack(whole, zipfile.ZIP_STORED)


def ods_row(values: Sequence[object], attributes: str = "") -> str:
    cells = "".join(map(ods_cell, values))
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def ods_cell(value: object) -> str:
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
