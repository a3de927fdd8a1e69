"""Read documents of every kind as lines of text, independently of the program that wrote them."""

import csv
import io
import json
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook
from pptx import Presentation

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read_lines(kind: str, data: bytes) -> list[str]:
    """Every text of a document, a paragraph, cell or shape each, with attributes that are read aloud."""
    return [" ".join(line.split()) for line in READERS[kind](data) if line.strip()]


def _read_docx(data: bytes) -> Iterator[str]:
    """Paragraphs of all parts: body, headers, footers, notes."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if name.endswith(".xml") and name.startswith(("word/", "docProps/")):
                for element in ElementTree.fromstring(packed.read(name)).iter():
                    if element.tag.endswith("}p"):
                        yield "".join(part.text or "" for part in element.iter() if part.tag.endswith("}t"))


def _read_pptx(data: bytes) -> Iterator[str]:
    for slide in Presentation(io.BytesIO(data)).slides:
        yield from read_slide(slide)
        yield from slide.notes_slide.notes_text_frame.text.split("\n")


def read_slide(slide: Any) -> Iterator[str]:
    """The texts of a slide: of its shapes, the cells of its tables, the names and values of its charts."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield from shape.text_frame.text.split("\n")
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if shape.has_chart:
            yield shape.name
            for plot in shape.chart.plots:
                yield from map(str, plot.categories)
                for series in plot.series:
                    yield series.name
                    yield from (str(value) for value in series.values if value is not None)
            yield from _read_xlsx(shape.chart.part.chart_workbook.xlsx_part.blob)


def _read_xlsx(data: bytes) -> Iterator[str]:
    """The cells of all sheets and the texts of charts, headers and footers."""
    for sheet in load_workbook(io.BytesIO(data), rich_text=True).worksheets:
        yield sheet.title
        yield from (str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if "/charts/" in name and name.endswith(".xml"):
                chart = ElementTree.fromstring(packed.read(name))
                yield from (part.text or "" for part in chart.iter() if part.tag.endswith(("}t", "}v")))


def _read_pdf(data: bytes) -> Iterator[str]:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    yield from done.stdout.decode().splitlines()


def _read_csv(data: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"):
        yield from row


class _Texts(HTMLParser):
    """Texts between tags, and the attributes that are read aloud or shown as a tip."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag == "style"
        self.lines += [value for name, value in attrs if value and name in ("aria-label", "title", "data-tip", "alt")]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.lines.append(data)


def _read_html(data: bytes) -> list[str]:
    texts = _Texts()
    texts.feed(data.decode())
    return texts.lines


def read_values(values: object) -> Iterator[str]:
    """Every text among the values of a template."""
    if isinstance(values, dict):
        for value in values.values():
            yield from read_values(value)
    elif isinstance(values, list | tuple):
        for value in values:
            yield from read_values(value)
    elif isinstance(values, str):
        yield values


def _read_card(data: bytes) -> Iterator[str]:
    """A card, given as the JSON of the values it is made of: a picture cannot be read."""
    yield from read_values(json.loads(data))


READERS: dict[str, Callable[[bytes], Any]] = {
    "docx": _read_docx,
    "pptx": _read_pptx,
    "xlsx": _read_xlsx,
    "pdf": _read_pdf,
    "csv": _read_csv,
    "html": _read_html,
    "png": _read_card,
}


class _Tables(HTMLParser):
    """The rows of every table with an id, as texts."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self._rows: list[list[str]] = []
        self._is_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._rows = self.tables.setdefault(dict(attrs).get("id") or "", [])
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th"):
            self._rows[-1].append("")
            self._is_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._is_cell = self._is_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._is_cell:
            self._rows[-1][-1] += data


def read_html_tables(data: bytes) -> dict[str, list[list[str]]]:
    """The rows of the tables of a page, by their ids."""
    parser = _Tables()
    parser.feed(data.decode())
    return parser.tables
