"""What WordprocessingML says and python-docx has no word for: fonts of every script, borders, fields, shading."""

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
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def set_font(properties: Any) -> None:
    """The font for Latin, Vietnamese, East Asian and complex letters, whatever the theme says."""
    if properties.rFonts is not None:
        properties.remove(properties.rFonts)
    fonts = properties.get_or_add_rFonts()
    for script in _SCRIPTS:
        fonts.set(qn(f"w:{script}"), FONT)


def set_child(parent: Any, child: Any, *after: str) -> None:
    """Put `child` in the place of its kind, before the elements named in `after`."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    parent.insert_element_before(child, *after)


def add_underline(paragraph: Paragraph, left: Length, right: Length) -> None:
    """A line under a paragraph from one indent to the other: it moves with the text, unlike a drawn one."""
    edges = make_element("pBdr")
    edges.append(make_element("bottom", val="single", sz="6", space="1", color="auto"))
    set_child(paragraph._p.get_or_add_pPr(), edges, *_AFTER_BORDERS)
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = left, right


def add_field(paragraph: Paragraph, instruction: str, initial_text: str) -> None:
    """A field Word works out anew; `shown` stands there until it does."""
    for part in (
        make_element("fldChar", fldCharType="begin"),
        _make_text("instrText", f" {instruction} "),
        make_element("fldChar", fldCharType="separate"),
        _make_text("t", initial_text),
        make_element("fldChar", fldCharType="end"),
    ):
        paragraph.add_run()._r.append(part)


def _make_text(tag: str, text: str) -> Any:
    made = make_element(tag)
    made.set(qn("xml:space"), "preserve")
    made.text = text
    return made


def make_cell_margins(twentieths: int) -> Any:
    """The room at both sides of every cell of a table, in twentieths of a point."""
    margins = make_element("tblCellMar")
    for side in ("left", "right"):
        margins.append(make_element(side, w=str(twentieths), type="dxa"))
    return margins
