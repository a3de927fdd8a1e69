"""An empty report: A4 with the margins of the decree, page numbers, source line, styles and properties."""

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
_TEMPLATE_RELATIONS = (REL.THUMBNAIL, REL.EXTENDED_PROPERTIES, REL.CUSTOM_XML)
_EFFECTS_RELATION = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"


def create_document(basis: Basis, title: str, footer_text: str, made_on: datetime.date) -> Document:
    """An empty document with one portrait section."""
    document = docx.Document()
    _clear_template(document)
    styles.set_up(document, basis.w)
    section = document.sections[0]
    _set_page(section)
    section.different_first_page_header_footer = True  # no number on the first page
    _write_header(section.header, basis, has_page_number=True)
    _write_header(section.first_page_header, basis, has_page_number=False)
    for foot in (section.footer, section.first_page_footer):
        foot.paragraphs[0].text = footer_text
    _set_properties(document, basis, title, made_on)
    return document


def add_section(document: Document, *, is_landscape: bool) -> Section:
    """A new page for an annex, with the headers and footers of the report."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    _set_page(section, is_landscape)
    return section


def get_text_width(section: Section) -> Length:
    """The width between the margins."""
    return Length((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))


def _set_page(section: Section, is_landscape: bool = False) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_HEIGHT, _WIDTH) if is_landscape else (_WIDTH, _HEIGHT)
    section.top_margin = section.bottom_margin = _TOP_BOTTOM
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    section.header_distance = section.footer_distance = _EDGE


def _write_header(header: _Header | _Footer, basis: Basis, *, has_page_number: bool) -> None:
    """The page number centred in the margin; the mark of the sample on every page."""
    paragraph = header.paragraphs[0]
    if has_page_number:
        add_field(paragraph, "PAGE", "2")
    if basis.is_sample:
        line = header.add_paragraph() if has_page_number else paragraph
        line.style, line.text = styles.get_name("sample", basis.w), basis.w("figure.sample")


def _clear_template(document: Document) -> None:
    """Remove the thumbnail, the properties and the hundred styles of the library's template."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [
            key for key, relation in relations.items() if relation.reltype in (*_TEMPLATE_RELATIONS, _EFFECTS_RELATION)
        ]:
            del relations[key]
    used_styles = ("Normal Table", "Table Grid")
    for style in [style for style in document.styles if style.type == 3 and style.name not in used_styles]:
        style.delete()
    settings: Any = document.settings.element
    for tag in ("savePreviewPicture", "proofState"):
        settings.remove(settings.find(qn(f"w:{tag}")))
    mode = next(one for one in settings.iter(qn("w:compatSetting")) if one.get(qn("w:name")) == "compatibilityMode")
    mode.set(qn("w:val"), "15")  # else Word opens it in compatibility mode


def _set_properties(document: Document, basis: Basis, title: str, made_on: datetime.date) -> None:
    properties, w = document.core_properties, basis.w
    agency = w("paper_docx.agency", commune=basis.config.commune.name)
    properties.title, properties.language, properties.author = title, w("paper_docx.language"), agency
    properties.last_modified_by, properties.comments, properties.revision = agency, "", 1
    properties.subject, properties.keywords = basis.source, w("figure.sample") if basis.is_sample else ""
    properties.created = properties.modified = datetime.datetime.combine(made_on, datetime.time())
