"""Rows hidden in a workbook, for example by a filter: they are read like all others, with a warning."""

import io
from xml.etree import ElementTree

from learning_coverage.intake.files.file_type import FileKind
from learning_coverage.intake.files.uncached_formulas import OFFICE_NS, TABLE_NS, Parts, list_xlsx_sheets, local_name


def count_hidden_rows(parts: Parts, kind: FileKind) -> dict[str, int]:
    """Number of hidden rows with content by sheet name; empty for .xls, whose reader does not report them."""
    if kind not in ("xlsx", "ods"):
        return {}
    if kind == "xlsx":
        counted = {sheet: _count_in_xlsx(parts.get(part, b"")) for sheet, part in list_xlsx_sheets(parts)}
    else:
        counted = _count_in_ods(parts["content.xml"])
    return {sheet: n for sheet, n in counted.items() if n}


def _count_in_xlsx(part: bytes) -> int:
    if b"hidden" not in part.replace(b"\x00", b""):  # most sheets have none, so parsing is saved
        return 0
    count = 0
    for _, element in ElementTree.iterparse(io.BytesIO(part)):
        if local_name(element.tag) == "row":
            count += element.attrib.get("hidden") in ("1", "true") and any(len(cell) for cell in element)
            element.clear()
    return count


def _count_in_ods(content: bytes) -> dict[str, int]:
    tables = ElementTree.fromstring(content).iter(f"{TABLE_NS}table")
    return {
        table.attrib.get(f"{TABLE_NS}name", ""): sum(map(_count_in_ods_row, table.iter(f"{TABLE_NS}table-row")))
        for table in tables
    }


def _count_in_ods_row(row: ElementTree.Element) -> int:
    is_filled = any(f"{OFFICE_NS}value-type" in cell.attrib or len(cell) for cell in row)
    is_hidden = row.attrib.get(f"{TABLE_NS}visibility") in ("collapse", "filter")
    return int(row.attrib.get(f"{TABLE_NS}number-rows-repeated", "1")) if is_hidden and is_filled else 0
