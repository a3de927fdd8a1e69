"""The running text of the report: numbered sections and parts, paragraphs, lists, places to be filled in."""

from dataclasses import dataclass, field

from docx.document import Document
from docx.shared import Length

from learning_coverage.reports.docx.head import add_gap
from learning_coverage.reports.docx.table_layout import Grids
from learning_coverage.wording import Wording

_ROMAN = ("I", "II", "III", "IV", "V")


@dataclass
class Text:
    """Where the writing stands: it counts the sections (I, II …) and the parts of each (1, 2 …)."""

    document: Document
    w: Wording
    grids: Grids
    width: Length
    _sections: int = field(default=0, init=False)
    _parts: int = field(default=0, init=False)

    def section(self, name: str) -> None:
        self._parts = 0
        self.document.add_heading(f"{_ROMAN[self._sections]}. {self.w(f'paper_docx.section.{name}')}", 1)
        self._sections += 1

    def part(self, heading: str) -> None:
        self._parts += 1
        self.document.add_heading(f"{self._parts}. {heading}", 2)

    def say(self, sentence: str, *, with_next: bool = False) -> None:
        paragraph = self.document.add_paragraph(sentence, "Body Text")
        paragraph.paragraph_format.keep_with_next = with_next or None

    def item(self, sentence: str) -> None:
        self.say(f"- {sentence}")

    def gap(self, key: str) -> None:
        """What only the association can write."""
        add_gap(self.document.add_paragraph(style="Body Text"), self.w(key), self.w)
