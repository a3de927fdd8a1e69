"""A .docx read as XML, without the library that wrote it."""

import io
import zipfile
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Word:
    data: bytes

    @cached_property
    def parts(self) -> dict[str, ElementTree.Element]:
        with zipfile.ZipFile(io.BytesIO(self.data)) as packed:
            names = [name for name in packed.namelist() if name.endswith(".xml")]
            return {name: ElementTree.fromstring(packed.read(name)) for name in names}

    @property
    def names(self) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(self.data)) as packed:
            return packed.namelist()

    @cached_property
    def body(self) -> ElementTree.Element:
        return next(self.parts["word/document.xml"].iter(f"{W}body"))

    @cached_property
    def style_names(self) -> dict[str, str]:
        styles = self.parts["word/styles.xml"].iter(f"{W}style")
        return {style.get(f"{W}styleId", ""): attribute(style, "name") for style in styles}

    @cached_property
    def paragraphs(self) -> list[tuple[str, str]]:
        """Style and text of every paragraph outside tables."""
        return [(self.style_of(paragraph), text_of(paragraph)) for paragraph in self.body.findall(f"{W}p")]

    @cached_property
    def tables(self) -> dict[str, list[list[str]]]:
        """The rows of every table with a caption, by the text of the caption; a merged cell occurs once."""
        found, caption = {}, ""
        for block in self.body:
            if block.tag == f"{W}p" and self.style_of(block).lower() == "caption":
                caption = text_of(block)
            elif block.tag == f"{W}tbl" and caption:
                found[caption], caption = [cells(row) for row in block.findall(f"{W}tr")], ""
        return found

    def table(self, title: str) -> list[list[str]]:
        return next(rows for caption, rows in self.tables.items() if caption.endswith(title))

    def style_of(self, paragraph: ElementTree.Element) -> str:
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        return "Normal" if named is None else self.style_names[named.get(f"{W}val", "")]


def cells(row: ElementTree.Element) -> list[str]:
    return [" ".join(text_of(p) for p in cell.findall(f"{W}p")) for cell in row.findall(f"{W}tc")]


def text_of(element: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{W}t"))


def attribute(element: ElementTree.Element, child: str, name: str = "val") -> str:
    found = element.find(f"{W}{child}")
    return "" if found is None else found.get(f"{W}{name}", "")
