"""WordprocessingML that python-docx does not cover: fonts of every script, borders, fields, shading."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
_SCRIPTS = ("ascii", "hAnsi", "eastAsia", "cs")
_AFTER_BORDERS = tuple(f"w:{tag}" for tag in "shd tabs spacing ind jc outlineLvl rPr sectPr".split())


def make_element(tag: str, **attributes: str) -> Any:
    """`<w:tag w:attribute="…"/>`"""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def set_font(properties: Any) -> None:
    """Set the font for Latin, Vietnamese, East Asian and complex scripts, instead of that of the theme."""
    if properties.rFonts is not None:
        properties.remove(properties.rFonts)
    fonts = properties.get_or_add_rFonts()
    for script in _SCRIPTS:
        fonts.set(qn(f"w:{script}"), FONT)


def set_child(parent: Any, child: Any, *after: str) -> None:
    """Replace the child of this kind, or insert it before the elements named in `after`."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    parent.insert_element_before(child, *after)


def add_underline(paragraph: Paragraph, left: Length, right: Length) -> None:
    """A border below a paragraph between its indents; it moves with the text, unlike a shape."""
    edges = make_element("pBdr")
    edges.append(make_element("bottom", val="single", sz="6", space="1", color="auto"))
    set_child(paragraph._p.get_or_add_pPr(), edges, *_AFTER_BORDERS)
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = left, right


def add_field(paragraph: Paragraph, instruction: str, initial_text: str) -> None:
    """A field that Word updates; `shown` is its text until then."""
    for part in (
        make_element("fldChar", fldCharType="begin"),
        _make_text("instrText", f" {instruction} "),
        make_element("fldChar", fldCharType="separate"),
        _make_text("t", initial_text),
        make_element("fldChar", fldCharType="end"),
    ):
        paragraph.add_run()._r.append(part)


def _make_text(tag: str, text: str) -> Any:
    element = make_element(tag)
    element.set(qn("xml:space"), "preserve")
    element.text = text
    return element


def make_cell_margins(twentieths: int) -> Any:
    """The side margins of every cell of a table, in twentieths of a point."""
    margins = make_element("tblCellMar")
    for side in ("left", "right"):
        margins.append(make_element(side, w=str(twentieths), type="dxa"))
    return margins
