"""Slides of 16:9 with title, footer with the source, and speaker notes, in a font of Windows."""

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from learning_coverage.content.answers import Answers
from learning_coverage.content.basis import Basis
from learning_coverage.content.request import Request
from learning_coverage.reports.pptx.text_fit import count_lines, measure_height
from learning_coverage.reports.pptx.text_run import TextRun
from learning_coverage.statuses import StatusStyle

FONT = "Arial"
INK, MUTED_INK = "14212E", "4A5763"
WIDTH, HEIGHT = 13.333, 7.5  # inches
LEFT, CONTENT_WIDTH = 0.5, 12.333
TITLE_BOX = (LEFT, 0.3, CONTENT_WIDTH, 1.2)
TOP, BOTTOM = 1.6, 6.8  # of the content
FOOTER_TOP = 6.88  # leaves room for a source on two lines
TITLE_SIZES = (30, 26, 24)
LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}
Box = tuple[float, float, float, float]  # left, top, width, height in inches


class Deck:
    """A presentation to which slides are appended."""

    def __init__(self, basis: Basis, request: Request) -> None:
        self.basis, self.request, self.answers = basis, request, Answers(basis, request)
        self._presentation: Any = Presentation()
        self._presentation.slide_width, self._presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self._layout = _prepare_layout(self._presentation)
        self._footer_text = " · ".join((basis.source, *basis.list_notes(request.year)))
        properties = self._presentation.core_properties
        properties.title, properties.author = basis.w("meeting.title", year=request.year), basis.config.commune.name
        properties.language = LANGUAGES[basis.w.language]

    @property
    def subject(self) -> str:
        """The village the slides are about, or the commune."""
        name = self.basis.config.commune.name
        return name if self.request.village is None else f"{self.answers.area_names[self.request.village]}, {name}"

    def add_slide(self, title: str, notes: Sequence[str]) -> Any:
        """Append a slide with a title and speaker notes; returns it."""
        slide = self._presentation.slides.add_slide(self._layout)
        size = next(
            (size for size in TITLE_SIZES if count_lines(title, CONTENT_WIDTH - 0.2, size) <= 2), TITLE_SIZES[-1]
        )
        write_runs(slide.shapes.title.text_frame, [TextRun(title, size, is_bold=True)])
        slide.shapes.title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        self._add_footer(slide)
        slide.notes_slide.notes_text_frame.text = "\n".join(notes)
        return slide

    def to_bytes(self) -> bytes:
        """The .pptx, with the language marked on all text."""
        for slide in self._presentation.slides:
            charts = [shape.chart._chartSpace for shape in slide.shapes if shape.has_chart]
            for part in (slide._element, slide.notes_slide._element, *charts):
                _set_language(part, LANGUAGES[self.basis.w.language])
        out = io.BytesIO()
        self._presentation.save(out)
        return out.getvalue()

    def _add_footer(self, slide: Any) -> None:
        """Source and page number in the placeholders of the layout, with the mark of the sample."""
        for place in self._layout.placeholders:
            if place.placeholder_format.type in (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER):
                slide.shapes._spTree.append(deepcopy(place._element))
        footer = next(shape for shape in slide.placeholders if shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER)
        write_runs(footer.text_frame, [TextRun(self._footer_text, 12)], ink=MUTED_INK)
        if self.basis.is_sample:
            add_label(slide, self.basis.w("figure.sample"), (9.6, FOOTER_TOP + 0.05, 2.5, 0.36))


def add_text(slide: Any, box: Box, paragraphs: Sequence[TextRun], gap: float = 6) -> None:
    """Paragraphs in a box, `gap` points apart; those with a status style are coloured tags."""
    left, top, width, _ = box
    for run in _group_runs(paragraphs):
        if run[0].style is not None:
            add_status_tag(slide, run[0], (left, top))
            top += run[0].size * 1.7 / 72 + gap / 72
            continue
        box_height = sum(measure_height(text.text, width - 0.2, text.size) + gap / 72 for text in run)
        shape = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(box_height))
        write_runs(shape.text_frame, run, gap)
        top += box_height + gap / 72


def add_status_tag(slide: Any, run: TextRun, at: tuple[float, float]) -> None:
    """A tag with the sign, word and colours of a status."""
    assert run.style is not None
    width = len(run.text) * run.size * 0.6 / 72 + 0.35
    box = (*at, width, run.size * 1.7 / 72)
    if not run.is_outlined:
        add_label(slide, run.text, box, run.style.colour[1:], run.style.ink[1:], run.size)
        return
    shape = add_label(slide, run.text, box, "FFFFFF", INK, run.size)
    outline(shape.line, run.style)


def outline(line: Any, style: StatusStyle) -> None:
    """Make a line the dashed outline of a status that is no verdict about all villages."""
    line.color.rgb = RGBColor.from_string(style.edge[1:])
    line.width, line.dash_style = Pt(2.25), MSO_LINE.DASH


def add_label(slide: Any, label: str, box: Box, colour: str = "F3B23C", ink: str = INK, size: float = 14) -> Any:
    """Text on a coloured rectangle; returns the shape."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Inches, box))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    shape.line.fill.background()
    shape._element.remove(shape._element.find(qn("p:style")))  # its shadow
    write_runs(shape.text_frame, [TextRun(label, size, is_bold=True)], ink=ink)
    shape.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    return shape


def write_runs(frame: Any, paragraphs: Sequence[TextRun], gap: float = 0, ink: str = INK) -> None:
    """Write paragraphs into a text frame, in the font and colour of the slides."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Inches(0.08)
    frame.margin_top = frame.margin_bottom = Inches(0.03)
    for place, text_run in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if text_run.is_number else PP_ALIGN.LEFT
        paragraph.space_after = Pt(gap)
        run = paragraph.add_run()
        run.text = text_run.text
        run.font.name, run.font.size, run.font.bold = FONT, Pt(text_run.size), text_run.is_bold
        is_filled = text_run.style is not None and not text_run.is_outlined
        run.font.color.rgb = RGBColor.from_string(text_run.style.ink[1:] if text_run.style and is_filled else ink)


def _group_runs(paragraphs: Sequence[TextRun]) -> Iterator[list[TextRun]]:
    """Groups of consecutive paragraphs that share a box; a status has its own."""
    run: list[TextRun] = []
    for text_run in paragraphs:
        if text_run.style is None:
            run.append(text_run)
            continue
        if run:
            yield run
        yield [text_run]
        run = []
    if run:
        yield run


def _prepare_layout(presentation: Any) -> Any:
    """The only layout, with a title; sets positions, font and sizes of its master."""
    layout = next(layout for layout in presentation.slide_layouts if layout.name == "Title Only")
    for other in [other for other in presentation.slide_layouts if other != layout]:
        presentation.slide_layouts.remove(other)
    boxes = {
        PP_PLACEHOLDER.TITLE: TITLE_BOX,
        PP_PLACEHOLDER.BODY: (LEFT, TOP, CONTENT_WIDTH, BOTTOM - TOP),
        PP_PLACEHOLDER.FOOTER: (LEFT, FOOTER_TOP, 8.9, 0.45),
        PP_PLACEHOLDER.SLIDE_NUMBER: (12.2, FOOTER_TOP, 0.65, 0.45),
        PP_PLACEHOLDER.DATE: (LEFT, HEIGHT, 1.0, 0.3),
    }
    for shape in (*presentation.slide_master.placeholders, *layout.placeholders):
        kind = shape.placeholder_format.type
        shape.left, shape.top, shape.width, shape.height = map(Inches, boxes[kind])
        if kind == PP_PLACEHOLDER.DATE:
            shape._element.getparent().remove(shape._element)
    _set_theme_fonts(presentation.slide_master)
    return layout


def _set_theme_fonts(master: Any) -> None:
    """Set the fonts of the theme, and size and alignment of title and footer."""
    theme = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    tree = etree.fromstring(theme.blob)
    for face in tree.iter(qn("a:latin")):
        face.set("typeface", FONT)
    theme._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    for style in master._element.iter(qn("a:lvl1pPr")):
        inside = [parent.tag for parent in style.iterancestors()]
        size = style.find(qn("a:defRPr"))
        if qn("p:titleStyle") in inside:
            style.set("algn", "l")
            size.set("sz", "2800")
        elif qn("p:sp") in inside and size is not None:
            style.set("algn", "l")
            size.set("sz", "1200")


def _set_language(part: Any, language: str) -> None:
    """Mark all text of a part with a language, for the spelling check."""
    for run in part.iter(qn("a:r"), qn("a:fld")):
        run.get_or_add_rPr() if hasattr(run, "get_or_add_rPr") else None
    for properties in part.iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
        properties.set("lang", language)
