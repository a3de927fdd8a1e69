"""Cells of a workbook without a usable value: formulas never calculated, and errors such as #REF!.

The reader shows them as blank, and blank means "not reported": they must not pass for it.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from learning_coverage.intake.container import Kind

Broken = dict[tuple[int, int], str]  # (line number from 1, column from 0) → what stands there

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_MOST = 20_000


def unstored_cells(data: bytes, kind: Kind) -> dict[str, Broken]:
    """By sheet name; the old .xls always stores its values."""
    if kind == "xlsx":
        return {name: dict(_of_xlsx_sheet(part)) for name, part in _xlsx_sheets(data)}
    if kind == "ods":
        return {name: dict(cells) for name, cells in _of_ods(data)}
    return {}


def _xlsx_sheets(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        targets = _targets(archive)
        for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
            if _local(sheet.tag) != "sheet":
                continue
            relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            part = targets.get(relation, "")
            if part in archive.namelist():
                yield sheet.attrib.get("name", ""), archive.read(part)


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    return {
        relation.attrib.get("Id", ""): posixpath.normpath(
            posixpath.join("xl", relation.attrib.get("Target", ""))
        ).replace("xl//xl/", "xl/")
        if not relation.attrib.get("Target", "").startswith("/")
        else relation.attrib["Target"].lstrip("/")
        for relation in relations
    }


def _of_xlsx_sheet(part: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    row, column = 0, -1
    for event, element in ElementTree.iterparse(io.BytesIO(part), events=("start", "end")):
        tag = _local(element.tag)
        if event == "start" and tag == "row":
            row, column = int(element.attrib.get("r", row + 1)), -1
        elif event == "start" and tag == "c":
            column = _column(element.attrib.get("r"), column + 1)
        elif event == "end" and tag == "c":
            if (text := _broken_text(element)) is not None:
                yield (row, column), text
            element.clear()


def _broken_text(cell: ElementTree.Element) -> str | None:
    parts = {_local(child.tag): child.text or "" for child in cell}
    if cell.attrib.get("t") == "e":
        return parts.get("v") or "#"
    if "f" in parts and not parts.get("v") and cell.attrib.get("t") != "str":
        return f"={parts['f']}"
    return None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _column(reference: str | None, following: int) -> int:
    """A=0, B=1, AA=26; a cell without reference follows its neighbour."""
    found = _REFERENCE.fullmatch(reference or "")
    if not found:
        return following
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _of_ods(data: bytes) -> Iterator[tuple[str, list[tuple[tuple[int, int], str]]]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = ElementTree.fromstring(archive.read("content.xml"))
    for table in content.iter(f"{_TABLE}table"):
        yield table.attrib.get(f"{_TABLE}name", ""), list(_of_ods_table(table))


def _of_ods_table(table: ElementTree.Element) -> Iterator[tuple[tuple[int, int], str]]:
    number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        repeated = int(row.attrib.get(f"{_TABLE}number-rows-repeated", "1"))
        column = 0
        for cell in row:
            formula = cell.attrib.get(f"{_TABLE}formula")
            if formula and not cell.attrib.get(f"{_OFFICE}value-type"):
                yield from (((number + 1 + extra, column), formula) for extra in range(min(repeated, _MOST)))
            column += int(cell.attrib.get(f"{_TABLE}number-columns-repeated", "1"))
        number += repeated
