"""Cells of workbooks without a stored value, found in the XML before the workbook is loaded.

The reader returns formulas that were never calculated and errors such as #REF! as blanks, and blank means "not
reported". It also allocates every cell up to the last one, so the size of each sheet is checked first.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from learning_coverage.config import FileLimits
from learning_coverage.intake.files.file_type import FileKind
from learning_coverage.intake.refusal import Refusal

Parts = dict[str, bytes]  # members of a workbook by name
BrokenCells = dict[tuple[int, int], str]  # (line number from 1, column from 0) → formula or error

_CELL_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
TABLE_NS = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE_NS = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def read_parts(data: bytes, kind: FileKind) -> Parts:
    """The members of a workbook by name; none for .xls."""
    if kind not in ("xlsx", "ods"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def find_broken_cells(parts: Parts, kind: FileKind, limits: FileLimits) -> dict[str, BrokenCells]:
    """Broken cells by sheet name; none for .xls, which stores values. Raises Refusal for a sheet above the limits."""
    if kind == "xlsx":
        return _scan_xlsx(parts, limits)
    if kind == "ods":
        return {name: dict(cells) for name, cells in _scan_ods(parts["content.xml"], limits)}
    return {}


def _scan_xlsx(parts: Parts, limits: FileLimits) -> dict[str, BrokenCells]:
    """Broken cells by sheet; every part with cells is scanned, as the reader may resolve sheets differently."""
    broken = {
        name: dict(_scan_xlsx_sheet(content, limits))
        for name, content in parts.items()
        if name.startswith("xl/worksheets/sheet") or b"sheetData" in content.replace(b"\x00", b"")
    }
    return {sheet: broken.get(part, {}) for sheet, part in list_xlsx_sheets(parts)}


def list_xlsx_sheets(parts: Parts) -> Iterator[tuple[str, str]]:
    """(name, part) of every sheet."""
    targets = _parse_relations(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    for sheet in ElementTree.fromstring(parts["xl/workbook.xml"]).iter():
        if local_name(sheet.tag) == "sheet":
            relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            yield sheet.attrib.get("name", ""), targets.get(relation, "")


def _parse_relations(relations: bytes) -> dict[str, str]:
    return {
        relation.attrib.get("Id", ""): posixpath.normpath(
            posixpath.join("xl", relation.attrib.get("Target", ""))
        ).replace("xl//xl/", "xl/")
        if not relation.attrib.get("Target", "").startswith("/")
        else relation.attrib["Target"].lstrip("/")
        for relation in ElementTree.fromstring(relations)
    }


def _scan_xlsx_sheet(part: bytes, limits: FileLimits) -> Iterator[tuple[tuple[int, int], str]]:
    row, column = 0, -1
    for event, element in ElementTree.iterparse(io.BytesIO(part), events=("start", "end")):
        tag = local_name(element.tag)
        if event == "start" and tag == "row":
            row, column = int(element.attrib.get("r", row + 1)), -1
        elif event == "start" and tag == "c":
            row, column = _parse_position(element.attrib.get("r"), row, column + 1)
        elif event == "end" and tag == "c":
            if len(element) and (row > limits.rows or column >= limits.columns):
                raise Refusal("table_too_large", lines=limits.rows, columns=limits.columns)
            if (text := _find_broken_text(element)) is not None:
                yield (row, column), text
            element.clear()


def _find_broken_text(cell: ElementTree.Element) -> str | None:
    parts = {local_name(child.tag): child.text or "" for child in cell}
    if cell.attrib.get("t") == "e":
        return parts.get("v") or "#"
    if "f" in parts and not parts.get("v") and cell.attrib.get("t") != "str":
        return f"={parts['f']}"
    return None


def local_name(tag: str) -> str:
    """A tag without its XML namespace."""
    return tag.rpartition("}")[2]


def _parse_position(reference: str | None, row: int, next_column: int) -> tuple[int, int]:
    """(row from 1, column from 0) of a reference such as A1; of the next cell without one. Raises Refusal."""
    if not reference:
        return row, next_column
    match = _CELL_REFERENCE.fullmatch(reference.upper())
    if not match:
        raise Refusal("file_damaged")
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - 64
    return int(match[2]), number - 1


def _scan_ods(content: bytes, limits: FileLimits) -> Iterator[tuple[str, list[tuple[tuple[int, int], str]]]]:
    for table in ElementTree.fromstring(content).iter(f"{TABLE_NS}table"):
        yield table.attrib.get(f"{TABLE_NS}name", ""), list(_scan_ods_table(table, limits))


def _scan_ods_table(table: ElementTree.Element, limits: FileLimits) -> Iterator[tuple[tuple[int, int], str]]:
    """Broken cells of a table; cells and rows may be repeated, blank ones to the end of the sheet."""
    number = 0
    for row in table.iter(f"{TABLE_NS}table-row"):
        repeated = int(row.attrib.get(f"{TABLE_NS}number-rows-repeated", "1"))
        column = 0
        for cell in row:
            across = int(cell.attrib.get(f"{TABLE_NS}number-columns-repeated", "1"))
            formula, typed = cell.attrib.get(f"{TABLE_NS}formula"), cell.attrib.get(f"{OFFICE_NS}value-type")
            is_filled = bool(formula or typed or len(cell))
            if is_filled and (number + repeated > limits.rows or column + across > limits.columns):
                raise Refusal("table_too_large", lines=limits.rows, columns=limits.columns)
            if formula and not typed:
                yield from (((number + 1 + extra, column), formula) for extra in range(repeated))
            column += across
        number += repeated
