"""Head and signature block: agency, number and date; signer and recipients."""

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Length, Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from learning_coverage.content.basis import Basis
from learning_coverage.reports.docx import styles
from learning_coverage.reports.docx.markup import add_underline, make_cell_margins, make_element, set_child
from learning_coverage.wording import Wording

_LEFT_WIDTH, _RIGHT_WIDTH = Mm(68), Mm(97)  # the right column holds the name of the nation on one line
_RECIPIENTS = ("committee", "above", "villages", "file")


def add_head(document: Document, basis: Basis, subject: str) -> None:
    """Agency and number left, nation and date right, then the name and the subject of the report."""
    w, name = basis.w, styles.get_name
    left, right = _add_columns(document)
    above = left.paragraphs[0]
    above.style = name("above", w)
    add_placeholder(above, w("paper_docx.above"), w)
    left.add_paragraph(w("paper_docx.agency", commune=basis.config.commune.name).upper(), name("agency", w))
    _add_line(left, w, _LEFT_WIDTH, Mm(24))
    left.add_paragraph(w("paper_docx.number"), name("number", w))
    right.paragraphs[0].style, right.paragraphs[0].text = name("nation", w), w("paper_docx.nation")
    right.add_paragraph(w("paper_docx.motto"), name("motto", w))
    _add_line(right, w, _RIGHT_WIDTH, Mm(int(w("paper_docx.motto_mm"))))
    right.add_paragraph(w("paper_docx.place"), name("place", w))
    document.add_paragraph(w("paper_docx.name"), "Title")
    document.add_paragraph(subject, "Subtitle")
    _add_line(document, w, Length(_LEFT_WIDTH + _RIGHT_WIDTH), Mm(50))


def add_signature(document: Document, w: Wording) -> None:
    """The recipients left, the signer right, together on one page."""
    name = styles.get_name
    left, right = _add_columns(document)
    left.paragraphs[0].style, left.paragraphs[0].text = name("recipients", w), w("paper_docx.recipients.title")
    for recipient in _RECIPIENTS:
        left.add_paragraph(w(f"paper_docx.recipients.{recipient}"), name("recipient", w))
    right.paragraphs[0].style, right.paragraphs[0].text = name("role", w), w("paper_docx.on_behalf")
    right.add_paragraph(w("paper_docx.role"), name("role", w))
    add_placeholder(right.add_paragraph(style=name("signature", w)), w("paper_docx.signer"), w)


def add_placeholder(paragraph: Paragraph, text: str, w: Wording) -> None:
    """A placeholder to be completed by people, in a style of its own."""
    paragraph.add_run(text, styles.get_name(styles.PLACEHOLDER, w))


def _add_columns(document: Document) -> tuple[_Cell, _Cell]:
    """Two columns: a table without borders and side margins."""
    table = document.add_table(1, 2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    set_child(table._tbl.tblPr, make_cell_margins(0), "w:tblLook")
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(make_element("cantSplit"))
    for column, cell, width in zip(table.columns, row.cells, (_LEFT_WIDTH, _RIGHT_WIDTH), strict=True):
        column.width = cell.width = width
    left, right = row.cells
    return left, right


def _add_line(container: Document | _Cell, w: Wording, width: Length, length: Length) -> None:
    """A line of `length`, centred in `width`."""
    margin = Length((width - length) // 2)
    add_underline(container.add_paragraph(style=styles.get_name("line", w)), margin, margin)
