"""Running text of the report: numbered sections and subsections, paragraphs, items, placeholders."""

from dataclasses import dataclass, field

from docx.document import Document
from docx.shared import Length

from learning_coverage.reports.docx.head import add_placeholder
from learning_coverage.reports.docx.table_layout import TableWriter
from learning_coverage.wording import Wording

_ROMAN = ("I", "II", "III", "IV", "V")


@dataclass
class TextWriter:
    """Appends text and numbers sections (I, II …) and the subsections of each (1, 2 …)."""

    document: Document
    w: Wording
    table_writer: TableWriter
    width: Length
    _sections: int = field(default=0, init=False)
    _subsections: int = field(default=0, init=False)

    def add_section(self, name: str) -> None:
        """A heading with the next Roman number; subsections count from 1 again."""
        self._subsections = 0
        self.document.add_heading(f"{_ROMAN[self._sections]}. {self.w(f'paper_docx.section.{name}')}", 1)
        self._sections += 1

    def add_subsection(self, heading: str) -> None:
        """A heading with the next number of the section."""
        self._subsections += 1
        self.document.add_heading(f"{self._subsections}. {heading}", 2)

    def add_paragraph(self, sentence: str, *, keep_with_next: bool = False) -> None:
        """A paragraph of body text."""
        paragraph = self.document.add_paragraph(sentence, "Body Text")
        paragraph.paragraph_format.keep_with_next = keep_with_next or None

    def add_item(self, sentence: str) -> None:
        """An item of a list with hyphens."""
        self.add_paragraph(f"- {sentence}")

    def add_placeholder(self, key: str) -> None:
        """A placeholder to be completed by the association."""
        add_placeholder(self.document.add_paragraph(style="Body Text"), self.w(key), self.w)
