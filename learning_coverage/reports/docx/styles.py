"""The styles of the report: built-in styles of Word adapted to the decree, and own ones named by their use."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from learning_coverage.reports.docx.markup import make_element, set_child, set_font
from learning_coverage.wording import Wording

INDENT = Mm(10)  # of the first line
_BLACK = RGBColor(0, 0, 0)
_PLACEHOLDER_FILL = "FFF2AB"
_LEFT, _CENTRE, _RIGHT, _JUSTIFIED = ALIGN.LEFT, ALIGN.CENTER, ALIGN.RIGHT, ALIGN.JUSTIFY


@dataclass(frozen=True)
class StyleSpec:
    """Sizes and distances in points; `base`: the style it is based on."""

    size: float = 14
    align: ALIGN = _LEFT
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    line_spacing: float = 1.0
    is_indented: bool = False
    keep_with_next: bool = False
    caps: bool = False
    base: str = "Normal"


BUILT_IN_STYLES = {
    "Body Text": StyleSpec(align=_JUSTIFIED, after=6, line_spacing=1.15, is_indented=True),
    "Title": StyleSpec(align=_CENTRE, bold=True, before=18, keep_with_next=True),
    "Subtitle": StyleSpec(align=_CENTRE, bold=True, keep_with_next=True),
    "Heading 1": StyleSpec(bold=True, before=12, after=6, is_indented=True, keep_with_next=True, caps=True),
    "Heading 2": StyleSpec(bold=True, before=6, after=6, is_indented=True, keep_with_next=True),
    "Caption": StyleSpec(13, _CENTRE, bold=True, before=6, after=4, keep_with_next=True),
    "Header": StyleSpec(align=_CENTRE),
    "Footer": StyleSpec(9, _CENTRE, italic=True),
}
# By the key of their name in locale, so that the list in Word reads like everything else.
OWN_STYLES = {
    "nation": StyleSpec(13, _CENTRE, bold=True),
    "motto": StyleSpec(14, _CENTRE, bold=True),
    "above": StyleSpec(13, _CENTRE),
    "agency": StyleSpec(13, _CENTRE, bold=True),
    "number": StyleSpec(13, _CENTRE),
    "place": StyleSpec(14, _CENTRE, italic=True),
    "line": StyleSpec(2, _CENTRE, before=2, after=4),
    "sample": StyleSpec(11, _CENTRE, bold=True),
    "head": StyleSpec(10, _CENTRE, bold=True, keep_with_next=True),
    "text": StyleSpec(11, _LEFT),
    "figure": StyleSpec(11, _RIGHT),
    "note": StyleSpec(12, _JUSTIFIED, italic=True, before=3, after=6),
    "after_table": StyleSpec(6),
    "annex": StyleSpec(align=_CENTRE, bold=True, keep_with_next=True, base="Heading 1"),
    "annex_title": StyleSpec(align=_CENTRE, bold=True, keep_with_next=True, caps=True),
    "attached": StyleSpec(align=_CENTRE, italic=True, after=6, keep_with_next=True),
    "recipients": StyleSpec(12, bold=True, italic=True, keep_with_next=True),
    "recipient": StyleSpec(11, keep_with_next=True),
    "role": StyleSpec(14, _CENTRE, bold=True, keep_with_next=True, caps=True),
    "signature": StyleSpec(14, _CENTRE, before=72, bold=True),
}
PLACEHOLDER = "gap"  # the character style of placeholders


def get_name(key: str, w: Wording) -> str:
    """The name in Word of a style of the report."""
    return w(f"paper_docx.style.{key}")


def set_up(document: Document, w: Wording) -> None:
    """Adapt the built-in styles and add the own ones."""
    _set_defaults(document, w)
    _apply_spec(document.styles["Normal"], StyleSpec())
    for built_in, spec in BUILT_IN_STYLES.items():
        _apply_spec(document.styles[built_in], spec)
    for key, spec in OWN_STYLES.items():
        style = document.styles.add_style(get_name(key, w), WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[spec.base]
        style.quick_style = True
        _apply_spec(style, spec)
    _add_placeholder_style(document, w)


def _set_defaults(document: Document, w: Wording) -> None:
    """Document defaults: the font and the language of the spelling check."""
    properties = document.styles.element.find(".//{*}rPrDefault/{*}rPr")
    set_font(properties)
    tag = w("paper_docx.language")
    set_child(properties, make_element("lang", val=tag, eastAsia=tag, bidi=tag))


def _apply_spec(style: ParagraphStyle, spec: StyleSpec) -> None:
    properties = style.element.get_or_add_rPr()
    set_font(properties)
    font = style.font
    font.size, font.bold, font.italic, font.all_caps = Pt(spec.size), spec.bold, spec.italic, spec.caps
    font.cs_bold, font.cs_italic, font.color.rgb, font.underline = spec.bold, spec.italic, _BLACK, False
    set_child(properties, make_element("szCs", val=str(round(spec.size * 2))), *_AFTER_SIZE)
    for tag in ("spacing", "kern"):  # letter spacing of the template's headings
        for old in properties.findall(make_element(tag).tag):
            properties.remove(old)
    _apply_to_paragraph(style, spec)


_AFTER_SIZE = ("w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:vertAlign", "w:rtl", "w:cs", "w:lang")


def _apply_to_paragraph(style: ParagraphStyle, spec: StyleSpec) -> None:
    properties: Any = style.element.get_or_add_pPr()
    for old in (
        *properties.findall(make_element("pBdr").tag),
        *properties.findall(make_element("contextualSpacing").tag),
    ):
        properties.remove(old)
    paragraph = style.paragraph_format
    paragraph.alignment, paragraph.line_spacing = spec.align, spec.line_spacing
    paragraph.space_before, paragraph.space_after = Pt(spec.before), Pt(spec.after)
    paragraph.first_line_indent = INDENT if spec.is_indented else 0
    paragraph.keep_with_next, paragraph.widow_control = spec.keep_with_next, True


def _add_placeholder_style(document: Document, w: Wording) -> None:
    style: Any = document.styles.add_style(get_name(PLACEHOLDER, w), WD_STYLE_TYPE.CHARACTER)
    assert isinstance(style, CharacterStyle)
    style.font.italic, style.quick_style = True, True
    style.element.get_or_add_rPr().append(make_element("shd", val="clear", color="auto", fill=_PLACEHOLDER_FILL))
