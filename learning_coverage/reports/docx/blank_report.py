"""An empty report: A4 with the margins of the decree, page numbers, stamp, styles and properties."""

import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header
from docx.shared import Length, Mm

from learning_coverage.content.basis import Basis
from learning_coverage.reports.docx import styles
from learning_coverage.reports.docx.markup import add_field

_WIDTH, _HEIGHT = Mm(210), Mm(297)
_TOP_BOTTOM, _LEFT, _RIGHT, _EDGE = Mm(20), Mm(30), Mm(15), Mm(8)
_OF_THE_TEMPLATE = (REL.THUMBNAIL, REL.EXTENDED_PROPERTIES, REL.CUSTOM_XML)
_WITH_EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"


def blank(basis: Basis, title: str, stamp: str, made_on: datetime.date) -> Document:
    """A document with one upright section and nothing in it."""
    document = docx.Document()
    _clear(document)
    styles.set_up(document, basis.w)
    section = document.sections[0]
    _lay(section)
    section.different_first_page_header_footer = True  # no number on the first page
    _head(section.header, basis, numbered=True)
    _head(section.first_page_header, basis, numbered=False)
    for foot in (section.footer, section.first_page_footer):
        foot.paragraphs[0].text = stamp
    _describe(document, basis, title, made_on)
    return document


def add_section(document: Document, *, on_its_side: bool) -> Section:
    """A new page for an annex, with the heads and feet of the report; upright or on its side."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    _lay(section, on_its_side)
    return section


def width(section: Section) -> Length:
    """What is between the margins."""
    return Length((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))


def _lay(section: Section, on_its_side: bool = False) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if on_its_side else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_HEIGHT, _WIDTH) if on_its_side else (_WIDTH, _HEIGHT)
    section.top_margin = section.bottom_margin = _TOP_BOTTOM
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    section.header_distance = section.footer_distance = _EDGE


def _head(head: _Header | _Footer, basis: Basis, *, numbered: bool) -> None:
    """The number in the middle of the margin; invented figures say so on every page."""
    paragraph = head.paragraphs[0]
    if numbered:
        add_field(paragraph, "PAGE", "2")
    if basis.is_sample:
        line = head.add_paragraph() if numbered else paragraph
        line.style, line.text = styles.name("sample", basis.w), basis.w("figure.sample")


def _clear(document: Document) -> None:
    """Take out what the library's template brings along: another program's picture and properties, a hundred styles."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, found in relations.items() if found.reltype in (*_OF_THE_TEMPLATE, _WITH_EFFECTS)]:
            del relations[key]
    kept = ("Normal Table", "Table Grid")
    for style in [style for style in document.styles if style.type == 3 and style.name not in kept]:
        style.delete()
    settings: Any = document.settings.element
    for tag in ("savePreviewPicture", "proofState"):
        settings.remove(settings.find(qn(f"w:{tag}")))
    mode = next(one for one in settings.iter(qn("w:compatSetting")) if one.get(qn("w:name")) == "compatibilityMode")
    mode.set(qn("w:val"), "15")  # else Word opens it as a file of an older Word


def _describe(document: Document, basis: Basis, title: str, made_on: datetime.date) -> None:
    properties, w = document.core_properties, basis.w
    agency = w("paper_docx.agency", commune=basis.config.commune.name)
    properties.title, properties.language, properties.author = title, w("paper_docx.language"), agency
    properties.last_modified_by, properties.comments, properties.revision = agency, "", 1
    properties.subject, properties.keywords = basis.source, w("figure.sample") if basis.is_sample else ""
    properties.created = properties.modified = datetime.datetime.combine(made_on, datetime.time())
