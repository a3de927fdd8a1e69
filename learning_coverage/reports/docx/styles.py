"""The styles of the report: Word's own ones restyled to the decree, and a few named by what they are for."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from learning_coverage.reports.docx.markup import element, set_child, set_font
from learning_coverage.wording import Wording

INDENT = Mm(10)  # of the first line
_BLACK = RGBColor(0, 0, 0)
_GAP_FILL = "FFF2AB"
_LEFT, _CENTRE, _RIGHT, _JUSTIFIED = ALIGN.LEFT, ALIGN.CENTER, ALIGN.RIGHT, ALIGN.JUSTIFY


@dataclass(frozen=True)
class Look:
    """Sizes and distances in points; `base` is the style it goes on from."""

    size: float = 14
    align: ALIGN = _LEFT
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    line: float = 1.0
    indent: bool = False
    with_next: bool = False
    caps: bool = False
    base: str = "Normal"


BUILT_IN = {
    "Body Text": Look(align=_JUSTIFIED, after=6, line=1.15, indent=True),
    "Title": Look(align=_CENTRE, bold=True, before=18, with_next=True),
    "Subtitle": Look(align=_CENTRE, bold=True, with_next=True),
    "Heading 1": Look(bold=True, before=12, after=6, indent=True, with_next=True, caps=True),
    "Heading 2": Look(bold=True, before=6, after=6, indent=True, with_next=True),
    "Caption": Look(13, _CENTRE, bold=True, before=6, after=4, with_next=True),
    "Header": Look(align=_CENTRE),
    "Footer": Look(9, _CENTRE, italic=True),
}
# By the key of their name in locale, so that the list in Word reads like everything else.
OWN = {
    "nation": Look(13, _CENTRE, bold=True),
    "motto": Look(14, _CENTRE, bold=True),
    "above": Look(13, _CENTRE),
    "agency": Look(13, _CENTRE, bold=True),
    "number": Look(13, _CENTRE),
    "place": Look(14, _CENTRE, italic=True),
    "line": Look(2, _CENTRE, before=2, after=4),
    "sample": Look(11, _CENTRE, bold=True),
    "head": Look(10, _CENTRE, bold=True, with_next=True),
    "text": Look(11, _LEFT),
    "figure": Look(11, _RIGHT),
    "note": Look(12, _JUSTIFIED, italic=True, before=3, after=6),
    "after_table": Look(6),
    "annex": Look(align=_CENTRE, bold=True, with_next=True, base="Heading 1"),
    "annex_title": Look(align=_CENTRE, bold=True, with_next=True, caps=True),
    "attached": Look(align=_CENTRE, italic=True, after=6, with_next=True),
    "recipients": Look(12, bold=True, italic=True, with_next=True),
    "recipient": Look(11, with_next=True),
    "role": Look(14, _CENTRE, bold=True, with_next=True, caps=True),
    "signature": Look(14, _CENTRE, before=72, bold=True),
}
GAP = "gap"  # the character style of what only people can write


def name(key: str, w: Wording) -> str:
    """A style of this paper by its name in Word."""
    return w(f"paper_docx.style.{key}")


def set_up(document: Document, w: Wording) -> None:
    """Restyle what Word has and add what it has not."""
    _defaults(document, w)
    _apply(document.styles["Normal"], Look())
    for built_in, look in BUILT_IN.items():
        _apply(document.styles[built_in], look)
    for key, look in OWN.items():
        style = document.styles.add_style(name(key, w), WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[look.base]
        style.quick_style = True
        _apply(style, look)
    _mark_gaps(document, w)


def _defaults(document: Document, w: Wording) -> None:
    """What holds where no style says otherwise: the font and the language the spelling is checked in."""
    properties = document.styles.element.find(".//{*}rPrDefault/{*}rPr")
    set_font(properties)
    tag = w("paper_docx.language")
    set_child(properties, element("lang", val=tag, eastAsia=tag, bidi=tag))


def _apply(style: ParagraphStyle, look: Look) -> None:
    properties = style.element.get_or_add_rPr()
    set_font(properties)
    font = style.font
    font.size, font.bold, font.italic, font.all_caps = Pt(look.size), look.bold, look.italic, look.caps
    font.cs_bold, font.cs_italic, font.color.rgb, font.underline = look.bold, look.italic, _BLACK, False
    set_child(properties, element("szCs", val=str(round(look.size * 2))), *_AFTER_SIZE)
    for tag in ("spacing", "kern"):  # the template's headings are spaced
        for old in properties.findall(element(tag).tag):
            properties.remove(old)
    _apply_to_paragraph(style, look)


_AFTER_SIZE = ("w:highlight", "w:u", "w:effect", "w:bdr", "w:shd", "w:vertAlign", "w:rtl", "w:cs", "w:lang")


def _apply_to_paragraph(style: ParagraphStyle, look: Look) -> None:
    own: Any = style.element.get_or_add_pPr()
    for old in (*own.findall(element("pBdr").tag), *own.findall(element("contextualSpacing").tag)):
        own.remove(old)
    paragraph = style.paragraph_format
    paragraph.alignment, paragraph.line_spacing = look.align, look.line
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.first_line_indent = INDENT if look.indent else 0
    paragraph.keep_with_next, paragraph.widow_control = look.with_next, True


def _mark_gaps(document: Document, w: Wording) -> None:
    style: Any = document.styles.add_style(name(GAP, w), WD_STYLE_TYPE.CHARACTER)
    assert isinstance(style, CharacterStyle)
    style.font.italic, style.quick_style = True, True
    style.element.get_or_add_rPr().append(element("shd", val="clear", color="auto", fill=_GAP_FILL))
